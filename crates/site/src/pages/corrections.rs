//! The corrections register: every live story that was corrected.

use newsroom::Tag;
use store::stories;

use super::pager;
use crate::addresses::PageKey;
use crate::ads::place::About;
use crate::json_ld;
use crate::making::Making;
use crate::render::{Outcome, RenderError, print};
use crate::view::ListBody;

pub async fn render(mut making: Making<'_>, page: u32) -> Result<Outcome, RenderError> {
    making.tag(Tag::shelf("latest", ""));
    let db = making.site.store.db();
    let size = making.site.settings.page_size;
    let total = stories::count_corrected(db).await?;
    if page > 1 && u64::from(page - 1) * u64::from(size) >= total {
        return Ok(Outcome::Missing);
    }
    let window = stories::Window { limit: size, offset: (page - 1) * size };
    let cards = stories::corrected(db, window).await?;
    let heading = making.say("corrections", &[]);
    let mut view = making.page_view("corrections", &heading, &PageKey::Corrections { page }.address());
    view.description = making.say("corrections-of", &[("paper", (&making.site.settings.name).into())]);
    view.breadcrumb = making.crumbs(&[(&heading, None)]);
    view.json_ld = vec![json_ld::breadcrumbs(&making.site_view(None), &view)];
    let body = ListBody {
        heading,
        intro: Some(making.say("corrections-intro", &[])),
        cards: making.cards(&cards),
        total,
        pager: pager(page, total, size, |page| PageKey::Corrections { page }.address()),
        popular: None,
        ads: making.ads("corrections.html", &PageKey::Corrections { page }.address(), &About::default()),
    };
    print(making, 200, "corrections.html", view, None, body)
}
