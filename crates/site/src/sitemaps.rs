//! Sitemaps for search engines (sitemaps.org, and Google's news extension).

use wire::Moment;

use crate::xml_out::XmlOut;

/// Addresses in one sitemap file. The standard allows 50,000; smaller files are made sooner, and a change
/// makes no more of them anew than crawlers ask for.
pub const PER_FILE: u32 = 10_000;
/// The most files that one index may name (sitemaps.org).
const MOST_PARTS: u64 = 50_000;
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

/// What stands in one file.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    /// The names of so many files, counted from 1.
    Index(u32),
    /// The lists, and all stories where there are any with them.
    Lists { stories: u32 },
    /// [`PER_FILE`] stories after these.
    Stories { after: u32 },
}

/// What `/sitemap.xml` (0) or `/sitemap-n.xml` holds: one file where everything fits into it, else an
/// index, a file for the lists and one for every [`PER_FILE`] stories. `None`: there is no such file.
pub fn part(number: u32, lists: u64, stories: u64) -> Option<Part> {
    let whole = lists + stories <= u64::from(PER_FILE);
    let parts = (1 + stories.div_ceil(u64::from(PER_FILE))).min(MOST_PARTS) as u32;
    match number {
        0 | 1 if whole => Some(Part::Lists { stories: PER_FILE }),
        0 => Some(Part::Index(parts)),
        1 => Some(Part::Lists { stories: 0 }),
        n if !whole && n <= parts => Some(Part::Stories { after: (n - 2) * PER_FILE }),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sitemap_holds_more_than_it_may_and_together_they_hold_every_story_once() {
        let whole = Some(Part::Lists { stories: PER_FILE });
        assert_eq!((part(0, 9, 9_991), part(1, 9, 9_991), part(2, 9, 9_991)), (whole, part(0, 9, 0), None));
        assert_eq!(part(0, 9, 9_992), Some(Part::Index(2)));
        assert_eq!(part(0, 9, 25_000), Some(Part::Index(4)));
        assert_eq!(part(1, 9, 25_000), Some(Part::Lists { stories: 0 }));
        let after: Vec<_> = (2..6).map(|n| part(n, 9, 25_000)).collect();
        let stories = |after| Some(Part::Stories { after });
        assert_eq!(after, [stories(0), stories(10_000), stories(20_000), None]);
        assert_eq!(part(0, 9, 30_000), Some(Part::Index(4)));
        assert_eq!(part(0, 9, 30_001), Some(Part::Index(5)));
        assert_eq!(part(0, 9, u64::from(u32::MAX)), Some(Part::Index(50_000)));
        assert_eq!(part(u32::MAX, 9, u64::from(u32::MAX)), None);
    }

    #[test]
    fn the_news_sitemap_has_a_thousand_places_at_most() {
        let published = Moment::utc("2026-11-24T12:00:00Z".parse().unwrap());
        let place = |n| NewsPlace {
            url: format!("https://courier.example/2026/11/24/{n}"),
            title: "Ferry".into(),
            language: "en-GB".into(),
            published,
        };
        let places: Vec<NewsPlace> = (0..1_200).map(place).collect();
        let text = String::from_utf8(news("The Harbour Courier", &places)).unwrap();
        assert_eq!(text.matches("<url>").count(), NEWS_PER_FILE);
        assert!(text.contains("<news:language>en</news:language>"));
    }
}
