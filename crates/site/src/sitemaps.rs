//! Sitemaps for search engines (sitemaps.org, and Google's news extension).

use wire::Moment;

use crate::xml_out::XmlOut;

/// The most addresses that one sitemap file may hold (sitemaps.org).
pub const PER_FILE: usize = 50_000;
/// The most that a news sitemap may hold, none older than [`NEWS_HOURS`] (Google News).
pub const NEWS_PER_FILE: usize = 1_000;
pub const NEWS_HOURS: i64 = 48;

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const NEWS: &str = "http://www.google.com/schemas/sitemap-news/0.9";

pub struct Place {
    /// Absolute.
    pub url: String,
    /// Last change that readers saw.
    pub modified: Option<jiff::Timestamp>,
}

pub struct NewsPlace {
    pub url: String,
    pub title: String,
    pub language: String,
    /// First publication; stories without a date have no place in a news sitemap.
    pub published: Moment,
}

/// `<urlset>`: pages of the site.
pub fn pages(places: &[Place]) -> Vec<u8> {
    let mut xml = XmlOut::new();
    xml.open("urlset", &[("xmlns", SITEMAP)]);
    for place in places {
        xml.open("url", &[]);
        xml.text("loc", &place.url);
        if let Some(modified) = place.modified {
            xml.text("lastmod", &modified.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
        }
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}

/// `<sitemapindex>`: the files that the archive is cut into.
pub fn index(places: &[Place]) -> Vec<u8> {
    let mut xml = XmlOut::new();
    xml.open("sitemapindex", &[("xmlns", SITEMAP)]);
    for place in places {
        xml.open("sitemap", &[]);
        xml.text("loc", &place.url);
        if let Some(modified) = place.modified {
            xml.text("lastmod", &modified.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
        }
        xml.close("sitemap");
    }
    xml.close("sitemapindex");
    xml.finish()
}

/// The news sitemap: what was published in the last 48 hours.
pub fn news(paper: &str, places: &[NewsPlace]) -> Vec<u8> {
    let mut xml = XmlOut::new();
    xml.open("urlset", &[("xmlns", SITEMAP), ("xmlns:news", NEWS)]);
    for place in places.iter().take(NEWS_PER_FILE) {
        xml.open("url", &[]);
        xml.text("loc", &place.url);
        xml.open("news:news", &[]);
        xml.open("news:publication", &[]);
        xml.text("news:name", paper);
        xml.text("news:language", news_language(&place.language));
        xml.close("news:publication");
        xml.text("news:publication_date", &place.published.iso());
        xml.text("news:title", &place.title);
        xml.close("news:news");
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}

/// Google News wants ISO 639 codes, except for the two written forms of Chinese.
fn news_language(tag: &str) -> &str {
    match tag.to_ascii_lowercase().as_str() {
        "zh-cn" | "zh-hans" => "zh-cn",
        "zh-tw" | "zh-hant" => "zh-tw",
        _ => tag.split('-').next().unwrap_or(tag),
    }
}
