//! Where nothing is, and where something went wrong.

use newsroom::Tag;
use store::stories;

use crate::Site;
use crate::making::Making;
use crate::render::{HTML, Outcome, RenderError, Rendered, print, printed};
use crate::view::{CardView, ErrorBody};

/// 404, with the latest news for whoever came a wrong way.
pub async fn not_found(mut making: Making<'_>) -> Result<Outcome, RenderError> {
    let latest = latest(&mut making).await?;
    let page = head(&making, "not_found", "not-found-title");
    let body = ErrorBody {
        status: 404,
        heading: making.say("not-found-heading", &[]),
        message: making.say("not-found-text", &[]),
        latest,
    };
    print(making, 404, "not_found.html", page, None, body)
}

/// 500. Needs neither the database nor, if it must be, the theme.
pub fn error(site: &Site, now: jiff::Timestamp) -> Rendered {
    let making = Making::new(site, now);
    let page = head(&making, "error", "error-title");
    let heading = making.say("error-heading", &[]);
    let message = making.say("error-text", &[]);
    let body = ErrorBody { status: 500, heading, message, latest: Vec::new() };
    printed(making, 500, "error.html", page, None, body).unwrap_or_else(|e| {
        tracing::error!("The page that says that something went wrong could not be made either: {e}");
        let plain = b"<!doctype html><title>Error</title><p>Something went wrong on our side.</p>".to_vec();
        Rendered { status: 500, mime: HTML, body: plain, story: None, tags: Vec::new(), expires_at: now }
    })
}

/// A few cards of the newest stories.
pub async fn latest(making: &mut Making<'_>) -> Result<Vec<CardView>, RenderError> {
    making.tag(Tag::shelf("latest", ""));
    let cards = stories::newest(making.site.store.db(), "latest", "", 6).await?;
    Ok(making.cards(&cards))
}

fn head(making: &Making<'_>, kind: &'static str, title: &str) -> crate::view::PageView {
    let mut page = making.page_view(kind, &making.say(title, &[]), "");
    page.canonical.clear();
    page.robots = "noindex".into();
    page
}
