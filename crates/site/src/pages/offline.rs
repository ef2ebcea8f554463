//! Reading without a network: the page that says so, and the theme's script that keeps stories.

use serde::Serialize;

use crate::making::Making;
use crate::render::{Outcome, RenderError, bytes, print};

#[derive(Serialize)]
struct OfflineBody {}

/// What stands where a page is not kept. The script puts in what is.
pub fn render(making: Making<'_>) -> Result<Outcome, RenderError> {
    let mut page = making.page_view("offline", &making.say("offline-title", &[]), "");
    page.canonical.clear();
    page.robots = "noindex".into();
    print(making, 200, "offline.html", page, None, OfflineBody {})
}

/// The script stands at the root, because it may keep pages of its own folder and below alone. It has no
/// fingerprint: browsers ask for it again by themselves.
pub fn worker(making: Making<'_>) -> Outcome {
    match making.site.theme().text("sw.js") {
        Some(script) => bytes(making, 200, "text/javascript; charset=utf-8", script),
        None => Outcome::Missing,
    }
}
