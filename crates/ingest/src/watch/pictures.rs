//! A picture that comes after its text.

use jiff::Timestamp;
use store::media;

use super::list::Found;
use super::{Scan, Watch};
use crate::pictures::{self, Took};

impl Watch {
    /// Gives a picture file to the stories that wait for it. One that nobody waits for stays where it is:
    /// its text takes it when it comes.
    pub(super) async fn picture_came(&mut self, found: Found, now: Timestamp, scan: &mut Scan) {
        self.memory.done(&found.inside, found.stamp);
        let href = found.inside.to_string_lossy().replace('\\', "/");
        let store = self.intake.store().clone();
        let wanted = match media::wanted(store.db(), &self.source, &href).await {
            Ok(wanted) => wanted,
            Err(error) => {
                if self.memory.later(&found.inside, found.stamp, now) {
                    self.note(scan, format!("{} was not looked at: {error}", found.path.display()));
                }
                return;
            }
        };
        let limits = self.intake.house.limits;
        let mut taken = false;
        for file in &wanted {
            match pictures::take_local(&store, &self.folder, file, limits, now).await {
                Ok(Took::Kept) => taken = true,
                Ok(Took::NotYet(_)) => {
                    self.memory.later(&found.inside, found.stamp, now);
                }
                Ok(Took::Unfit(why)) => self.note(scan, format!("{}: {why}", found.path.display())),
                Err(error) => {
                    self.memory.later(&found.inside, found.stamp, now);
                    self.note(scan, format!("{} was not kept: {error}", found.path.display()));
                }
            }
        }
        // Only now, as several stories may have waited for it.
        if taken {
            self.put_away_pictures(&[found.path], scan).await;
        }
    }
}
