//! Where nothing is, and where something went wrong.

use newsroom::Tag;
use store::stories::{self, Window};

use crate::Site;
use crate::making::{Making, is_read};
use crate::render::{HTML, Outcome, RenderError, Rendered, print};
use crate::view::{CardView, ErrorBody};

/// 404, with the latest news for whoever came a wrong way.
pub async fn not_found(mut making: Making<'_>) -> Result<Outcome, RenderError> {
    let latest = latest(&mut making).await?;
    let page = head(&making, "not_found", "Page not found");
    let body = ErrorBody {
        status: 404,
        heading: "There is nothing at this address".into(),
        message: "The page may have moved, or the address may be mistyped.".into(),
        latest,
    };
    print(making, 404, "not_found.html", page, None, body)
}

/// 500. Needs neither the database nor, if it must be, the theme.
pub fn error(site: &Site, now: jiff::Timestamp) -> Rendered {
    let making = Making::new(site, now);
    let page = head(&making, "error", "Something went wrong");
    let heading = "Something went wrong on our side".to_owned();
    let message = "The page could not be made. It has been noted; please try again in a moment.".to_owned();
    let body = ErrorBody { status: 500, heading, message, latest: Vec::new() };
    match print(making, 500, "error.html", page, None, body) {
        Ok(Outcome::Page(rendered)) => rendered,
        _ => {
            let plain =
                b"<!doctype html><title>Error</title><p>Something went wrong on our side.</p>".to_vec();
            Rendered { status: 500, mime: HTML, body: plain, tags: Vec::new(), expires_at: now }
        }
    }
}

/// A few cards of the newest stories.
pub async fn latest(making: &mut Making<'_>) -> Result<Vec<CardView>, RenderError> {
    making.tag(Tag::shelf("latest", ""));
    let mut cards =
        stories::list(making.site.store.db(), "latest", "", Window { limit: 12, offset: 0 }).await?;
    cards.retain(|card| is_read(card.kind));
    cards.truncate(6);
    Ok(making.cards(&cards))
}

fn head(making: &Making<'_>, kind: &'static str, title: &str) -> crate::view::PageView {
    let mut page = making.page_view(kind, title, "");
    page.canonical.clear();
    page.robots = "noindex".into();
    page
}
