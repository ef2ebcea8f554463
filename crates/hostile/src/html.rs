//! HTML from outside becomes blocks: words in their order, and nothing that runs.

use crate::copy;
use wire::Format;

/// The bytes as the HTML of a story, as JSON and feeds carry it.
pub fn sanitised(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    let file =
        serde_json::json!({ "uri": "a", "headline": html, "description_text": html, "body_html": html });
    copy::read(file.to_string().as_bytes(), Some(Format::Ninjs));
    let escaped = html.replace('&', "&amp;").replace('<', "&lt;");
    let file = format!(
        "<rss><channel><item><guid>a</guid><title>{escaped}</title><description>{escaped}</description></item></channel></rss>"
    );
    copy::read(file.as_bytes(), Some(Format::Rss));
}
