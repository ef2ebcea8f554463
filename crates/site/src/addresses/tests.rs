//! Every address leads to its page and back.

use super::*;
use crate::settings::Section;

fn settings() -> Settings {
    let section = Section { slug: "world".into(), name: "World".into() };
    let mut settings = Settings { sections: vec![section], ..Settings::default() };
    settings.comments.enabled = true;
    settings.ads.ads_txt = vec!["# ours".into()];
    settings
}

fn ask(address: &str) -> Route {
    let (path, query) = address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
    read(path, query, &settings())
}

#[test]
fn every_page_is_found_at_the_address_that_it_gives() {
    let list = |kind, slug: &str, page| PageKey::List { kind, slug: slug.into(), page };
    let keys = [
        PageKey::Front,
        list(ListKind::Section, "world", 1),
        list(ListKind::Section, "world", 12),
        list(ListKind::Agency, "mna", 2),
        list(ListKind::Topic, "comets", 1),
        list(ListKind::Author, "jo-hart", 1),
        list(ListKind::Person, "jo-hart", 2),
        list(ListKind::Day, "2018-09-10", 3),
        list(ListKind::Day, "undated", 1),
        PageKey::Archive,
        PageKey::Year(2018),
        PageKey::Month(2018, 9),
        PageKey::Corrections { page: 1 },
        PageKey::Corrections { page: 2 },
        PageKey::Story { day: "2018-09-10".into(), slug: "storm-closes-the-harbour".into() },
        PageKey::Story { day: "undated".into(), slug: "storm".into() },
        PageKey::History { day: "2018-09-10".into(), slug: "storm".into(), page: 1 },
        PageKey::History { day: "undated".into(), slug: "storm".into(), page: 2 },
        PageKey::Comments { day: "2018-09-10".into(), slug: "storm".into(), newest: false, page: 1 },
        PageKey::Comments { day: "undated".into(), slug: "storm".into(), newest: true, page: 3 },
        PageKey::RecentComments,
        PageKey::CommentFeed(FeedFormat::Rss),
        PageKey::CommentFeed(FeedFormat::Json),
        PageKey::Feed { of: FeedOf::Site, format: FeedFormat::Rss },
        PageKey::Feed { of: FeedOf::Section("world".into()), format: FeedFormat::Atom },
        PageKey::Feed { of: FeedOf::Agency("mna".into()), format: FeedFormat::Json },
        PageKey::Sitemap(0),
        PageKey::Sitemap(3),
        PageKey::NewsSitemap,
        PageKey::Robots,
        PageKey::AdsTxt,
    ];
    for key in keys {
        assert_eq!(ask(&key.address()), Route::Page(key.clone()), "{}", key.address());
    }
}

#[test]
fn an_address_written_otherwise_leads_to_the_one_address() {
    for (odd, plain) in [
        ("/world/", "/world"),
        ("/World", "/world"),
        ("/world?page=1", "/world"),
        ("/world?page=0", "/world"),
        ("/world?page=two", "/world"),
        ("/world?page=02", "/world?page=2"),
        ("/world/?page=3&utm_source=letter", "/world?page=3"),
        ("/2018/09/10/Storm/", "/2018/09/10/storm"),
        ("/ARCHIVE/", "/archive"),
        ("/search/?q=storm", "/search?q=storm"),
    ] {
        assert_eq!(ask(odd), Route::Moved(plain.into()), "{odd}");
    }
}

#[test]
fn parameters_that_others_add_are_passed_over() {
    let storm = PageKey::Story { day: "2018-09-10".into(), slug: "storm".into() };
    assert_eq!(ask("/2018/09/10/storm?utm_source=letter&page=2"), Route::Page(storm));
    assert_eq!(ask("/?fbclid=1"), Route::Page(PageKey::Front));
}

#[test]
fn what_is_no_address_of_ours_is_left_to_others() {
    for address in [
        "/sport",
        "/2018/02/30",
        "/2018/13",
        "/18/09/10/storm",
        "/2018/9/1",
        "/2018/09/10/storm/more",
        "/agency",
        "/agency/..%2f",
        "/media/short.jpg",
        "//world",
        "/world/feed.txt",
        "/sitemap-0.xml",
        "/search/more",
        "/undated/a/b",
        "/health",
        "/MEDIA/x",
    ] {
        assert_eq!(ask(address), Route::Other, "{address}");
    }
}
