//! Items that send only what changes in an earlier revision (NewsML 1 `Update`): put together with what is kept.

use store::{deliveries, versions};
use wire::{Format, Parsed, Problem};

use crate::{Arriving, Intake, IntakeError, SourceSettings, arriving};

/// The whole item is looked for among so many of the newest revisions.
const LOOKED_AT: u32 = 20;

/// No delivery changes more items than this.
const MOST: usize = 100;

impl Intake {
    /// Adds the items of a delivery that send only what changes, as they read then; says so where that cannot be.
    pub(crate) async fn put_together(
        &self,
        settings: &SourceSettings,
        arriving: &Arriving,
        parsed: &mut Parsed,
    ) -> Result<(), IntakeError> {
        if parsed.format != Some(Format::Newsml1) {
            return Ok(());
        }
        let hints = arriving::hints(arriving, settings);
        for guid in wire::update::changed(&arriving.bytes, &hints).into_iter().take(MOST) {
            if settings.agency.slug.is_empty() {
                let lost = "An item sends only what changes in an earlier revision, and its source names no agency to find that under; it was left out.";
                parsed.problems.push(
                    Problem::error(lost)
                        .remedy("Give the source an agency.slug, then run `dateline reparse`."),
                );
                continue;
            }
            let mut files: Vec<Vec<u8>> = Vec::new();
            for id in versions::deliveries(self.store().db(), &settings.agency.slug, &guid, LOOKED_AT).await?
            {
                let bytes = deliveries::raw(self.store(), id).await?;
                // Read anew, it stands among them itself: what came after it is not its past.
                if bytes == arriving.bytes {
                    break;
                }
                files.push(bytes);
            }
            files.push(arriving.bytes.to_vec());
            match wire::update::put_together(&files, &guid, &hints) {
                Ok(whole) => {
                    parsed.items.extend(whole.items);
                    parsed.problems.extend(whole.problems);
                }
                Err(problem) => parsed.problems.push(problem),
            }
        }
        Ok(())
    }
}
