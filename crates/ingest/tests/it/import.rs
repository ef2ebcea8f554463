//! What a paper's posts of WordPress and Ghost become when it moves here.

use ingest::import::{self, Import, Old, Report};
use ingest::*;
use jiff::Timestamp;
use newsroom::filing::{Rule, Then, When};
use newsroom::{State, Story};
use store::{acts, stories, versions};
use wire::import::{Imported, ghost, wxr};

use crate::house::*;

const SECTIONS: [(&str, &str); 3] = [("news", "News"), ("sport", "Sport"), ("harbour", "Harbour")];

/// Brings an export into the house, whose own rules are these.
async fn bring(house: &House, rules: Vec<Rule>, export: Vec<Imported>, now: Timestamp) -> Report {
    let mut old = Old::default();
    export.iter().cloned().for_each(|imported| old.note(imported));
    let sections: Vec<(String, String)> =
        SECTIONS.map(|(slug, name)| (slug.to_owned(), name.to_owned())).into();
    let rules = [rules, import::rules(&old, &sections)].concat();
    let sources = import::sources(&old, false).into();
    let store = house.store().clone();
    let intake = Intake::new(store, sources, rules, sections, Default::default(), &FetchSettings::default());
    let mut import = Import::new(intake, old, None, false, str::to_owned);
    for imported in export {
        import.take(imported, now).await.unwrap();
    }
    import.finish(now).await.unwrap()
}

async fn bring_wordpress(house: &House, items: &str) -> Report {
    bring(house, Vec::new(), wordpress(items), at("12:00:00")).await
}

fn wordpress(items: &str) -> Vec<Imported> {
    let head = "<title>The Lamp</title><wp:base_blog_url>https://lamp.example</wp:base_blog_url>\
        <wp:author><wp:author_login>ada</wp:author_login><wp:author_display_name>Ada Quill</wp:author_display_name></wp:author>\
        <wp:author><wp:author_login>ada2</wp:author_login><wp:author_display_name>Ada Quill</wp:author_display_name></wp:author>\
        <wp:category><wp:category_nicename>news</wp:category_nicename><wp:cat_name>News</wp:cat_name></wp:category>\
        <wp:category><wp:category_nicename>harbour</wp:category_nicename><wp:category_parent>news</wp:category_parent>\
        <wp:cat_name>Harbour</wp:cat_name></wp:category>\
        <wp:category><wp:category_nicename>ferries</wp:category_nicename><wp:category_parent>harbour</wp:category_parent>\
        <wp:cat_name>Ferries</wp:cat_name></wp:category>\
        <wp:tag><wp:tag_slug>sport</wp:tag_slug><wp:tag_name>Sport</wp:tag_name></wp:tag>";
    wxr(format!("<rss><channel>{head}{items}</channel></rss>").as_bytes()).collect()
}

/// A post of 1 March 2026; `more` comes first, and what comes first counts.
fn post(id: u32, title: &str, more: &str) -> String {
    format!(
        "<item>{more}<title>{title}</title><link>https://lamp.example/2026/03/01/post-{id}/</link>\
         <guid>https://lamp.example/?p={id}</guid><dc:creator>ada</dc:creator>\
         <content:encoded><![CDATA[<p>Words of {title}.</p>]]></content:encoded>\
         <wp:post_id>{id}</wp:post_id><wp:post_date>2026-03-01 09:00:00</wp:post_date>\
         <wp:post_date_gmt>2026-03-01 08:00:00</wp:post_date_gmt><wp:post_name>post-{id}</wp:post_name>\
         <wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
    )
}

async fn story(house: &House, id: &str) -> Story {
    let mut tx = house.store().begin().await.unwrap();
    let guid = format!("urn:import-lamp-example:{id}");
    stories::by_guid(&mut tx, "the-lamp", &guid).await.unwrap().unwrap().0
}

async fn newest(house: &House, id: &str) -> wire::Item {
    let story = story(house, id).await;
    versions::list(house.store().db(), story.id).await.unwrap().pop().unwrap().item
}

/// As shelves, without what every story has.
async fn shelves(house: &House, id: &str) -> Vec<String> {
    let shelves = store::shelves::of_story(house.store().db(), story(house, id).await.id).await.unwrap();
    let told = shelves.iter().filter(|shelf| ["section", "topic"].contains(&shelf.kind.as_str()));
    let mut told: Vec<String> = told.map(|shelf| format!("{}/{}", shelf.kind, shelf.slug)).collect();
    told.sort();
    told
}

/// A rule that would show everything.
fn show_all() -> Vec<Rule> {
    let then = Then { hold: Some(false), ..Then::default() };
    vec![Rule { name: "All".into(), when: When::default(), then }]
}

const CLOSED: [(&str, &str); 4] = [
    ("<wp:status>draft</wp:status>", "it was a draft"),
    ("<wp:status>pending</wp:status>", "it was a draft"),
    ("<wp:status>private</wp:status>", "it was private"),
    ("<wp:post_password>lamp</wp:post_password>", "needed a password"),
];

#[tokio::test]
async fn what_was_not_public_in_wordpress_waits_whatever_the_papers_rules_say() {
    for (more, why) in CLOSED {
        let house = House::open().await;
        let export = wordpress(&post(1, "Not for all", more));
        let report = bring(&house, show_all(), export, at("12:00:00")).await;
        assert_eq!(house.front().await, [] as [&str; 0], "{more}");
        assert!(report.waits[0].why.contains(why), "{more}: {:?}", report.waits);
        assert_eq!(store::redirects::find(house.store().db(), "/?p=1").await.unwrap(), None, "{more}");
    }
}

#[tokio::test]
async fn a_story_that_the_old_paper_took_back_keeps_the_words_that_readers_saw() {
    for (more, _) in CLOSED {
        let house = House::open().await;
        bring_wordpress(&house, &post(1, "Ferry sails", "")).await;
        let report =
            bring(&house, show_all(), wordpress(&post(1, "Secret plan", more)), at("13:00:00")).await;
        assert_eq!(house.front().await, ["Ferry sails"], "{more}");
        assert_eq!(report.waits.len(), 1, "{report:?}");
    }
}

#[tokio::test]
async fn a_draft_that_the_old_paper_has_published_since_is_shown() {
    let house = House::open().await;
    bring_wordpress(&house, &post(1, "Ferry to sail", "<wp:status>draft</wp:status>")).await;
    assert_eq!(house.front().await, [] as [&str; 0]);
    bring_wordpress(&house, &post(1, "Ferry sails", "")).await;
    assert_eq!(house.front().await, ["Ferry sails"]);
}

#[tokio::test]
async fn a_scheduled_post_goes_out_at_its_hour_and_not_before() {
    let house = House::open().await;
    let due = |gmt: &str| {
        format!(
            "<wp:status>future</wp:status><wp:post_date>2026-03-02 18:00:00</wp:post_date>\
             <wp:post_date_gmt>{gmt}</wp:post_date_gmt>"
        )
    };
    let items = [
        post(1, "At six in Oslo", &due("2026-03-02 17:00:00")),
        post(2, "At six somewhere", &due("0000-00-00 00:00:00")),
    ];
    bring(&house, show_all(), wordpress(&items.concat()), at("12:00:00")).await;
    assert_eq!(house.front().await, [] as [&str; 0]);
    acts::run_due(house.store(), at("16:59:59")).await.unwrap();
    assert_eq!(house.front().await, [] as [&str; 0]);
    acts::run_due(house.store(), at("17:00:00")).await.unwrap();
    assert_eq!(house.front().await, ["At six in Oslo"]);
    acts::run_due(house.store(), at("23:59:00")).await.unwrap();
    assert_eq!(house.front().await.len(), 1, "without a zone it is six everywhere before it goes out");
    acts::run_due(house.store(), "2026-03-03T06:00:00Z".parse().unwrap()).await.unwrap();
    assert_eq!(house.front().await.len(), 2);
}

#[tokio::test]
async fn pages_are_left_and_named_and_so_is_a_place_on_top() {
    let house = House::open().await;
    let items = [
        post(1, "About us", "<wp:post_type>page</wp:post_type>"),
        post(2, "Old", "<wp:status>trash</wp:status>"),
        post(3, "On top", "<wp:is_sticky>1</wp:is_sticky>"),
    ];
    let report = bring_wordpress(&house, &items.concat()).await;
    assert_eq!(house.front().await, ["On top"]);
    let left: Vec<_> =
        report.left.iter().map(|left| (left.what.as_str(), left.of.as_deref().unwrap())).collect();
    assert_eq!(left, [("a page", "About us"), ("a post", "Old"), ("the place on top", "On top")]);
}

#[tokio::test]
async fn a_story_stands_in_the_lowest_of_its_sections_and_a_tag_is_no_section() {
    let house = House::open().await;
    let category =
        |domain: &str, slug: &str| format!("<category domain=\"{domain}\" nicename=\"{slug}\">x</category>");
    let items = [
        post(1, "In the parent", &category("category", "news")),
        post(2, "In the child", &category("category", "harbour")),
        post(3, "In the grandchild", &category("category", "ferries")),
        post(4, "Under a tag", &[category("category", "news"), category("post_tag", "sport")].concat()),
    ];
    bring_wordpress(&house, &items.concat()).await;
    assert_eq!(shelves(&house, "1").await, ["section/news", "topic/news"]);
    assert_eq!(shelves(&house, "2").await, ["section/harbour", "topic/harbour", "topic/news"]);
    assert_eq!(
        shelves(&house, "3").await,
        ["section/harbour", "topic/ferries", "topic/harbour", "topic/news"]
    );
    assert_eq!(
        shelves(&house, "4").await,
        ["section/news", "topic/news", "topic/sport"],
        "a tag with a section's name is a topic"
    );
}

#[tokio::test]
async fn an_export_of_some_posts_alone_names_its_sections_with_them() {
    let house = House::open().await;
    let category = "<category domain=\"category\" nicename=\"port\">Harbour</category>";
    let export = format!(
        "<rss><channel><title>The Lamp</title><link>https://lamp.example</link>{}</channel></rss>",
        post(1, "Ferry sails", category)
    );
    bring(&house, Vec::new(), wxr(export.as_bytes()).collect(), at("12:00:00")).await;
    assert_eq!(shelves(&house, "1").await, ["section/harbour", "topic/harbour"]);
}

#[tokio::test]
async fn two_authors_of_one_name_are_one_byline() {
    let house = House::open().await;
    let author = |slug: &str| format!("<category domain=\"author\" nicename=\"cap-{slug}\">x</category>");
    bring_wordpress(&house, &post(1, "By both", &[author("ada"), author("ada2")].concat())).await;
    assert_eq!(newest(&house, "1").await.bylines, ["Ada Quill"]);
}

#[tokio::test]
async fn galleries_captions_and_embeds_come_with_the_story() {
    let house = House::open().await;
    let file = |id: u32, parent: u32, name: &str| {
        format!(
            "<item><title>{name}</title><wp:post_id>{id}</wp:post_id><wp:post_parent>{parent}</wp:post_parent>\
             <wp:post_type>attachment</wp:post_type><wp:attachment_url>https://lamp.example/files/{name}</wp:attachment_url></item>"
        )
    };
    let text = |text: &str| format!("<content:encoded><![CDATA[{text}]]></content:encoded>");
    let block = "<!-- wp:gallery {\"ids\":[11,12]} --><figure class=\"wp-block-gallery\">\
        <figure><img src=\"https://lamp.example/files/a-300x200.jpg\" data-id=\"11\"/><figcaption>One</figcaption></figure>\
        <figure><img src=\"https://lamp.example/files/b.jpg\" data-id=\"12\"/></figure></figure><!-- /wp:gallery -->\
        <!-- wp:embed {\"url\":\"https://tube.example/1\"} --><figure class=\"wp-block-embed\">\
        <div class=\"wp-block-embed__wrapper\">\nhttps://tube.example/1\n</div></figure><!-- /wp:embed -->";
    let items = [
        file(11, 3, "a.jpg"),
        file(12, 3, "b.jpg"),
        file(13, 3, "rules.pdf"),
        post(1, "Ids", &text("Look:\n\n[gallery ids=\"12,11\"]\n\nhttps://tube.example/2\n\nEnd.")),
        post(
            2,
            "Caption",
            &text(
                "[caption width=\"300\"]<img src=\"https://lamp.example/files/b.jpg\" /> The quay[/caption]",
            ),
        ),
        post(3, "Uploads", &text("[gallery]")),
        post(4, "Blocks", &text(block)),
    ];
    bring_wordpress(&house, &items.concat()).await;
    let files = async |id: &str| -> Vec<String> {
        let media = newest(&house, id).await.media;
        media.iter().map(|media| media.renditions[0].href.rsplit('/').next().unwrap().to_owned()).collect()
    };
    assert_eq!(files("1").await, ["b.jpg", "a.jpg"]);
    assert_eq!(newest(&house, "2").await.media[0].caption.as_deref(), Some("The quay"));
    assert_eq!(files("3").await, ["a.jpg", "b.jpg"], "all that was uploaded for it, if a picture");
    assert_eq!(files("4").await, ["a.jpg", "b.jpg"], "the file that a smaller size was made of");
    assert_eq!(newest(&house, "4").await.media[0].caption.as_deref(), Some("One"));
    for (id, film) in [("1", "https://tube.example/2"), ("4", "https://tube.example/1")] {
        let links = serde_json::to_string(&newest(&house, id).await.body).unwrap();
        assert!(links.contains(&format!("\"href\":\"{film}\"")), "{links}");
    }
}

#[tokio::test]
async fn the_same_paper_again_brings_what_changed_and_keeps_what_the_desk_did() {
    let house = House::open().await;
    let both = |second: &str| [post(1, "Ferry sails", ""), second.to_owned()].concat();
    bring_wordpress(&house, &both(&post(2, "Dock opens", ""))).await;
    let (ferry, dock) = (story(&house, "1").await, story(&house, "2").await);
    acts::rename(house.store(), dock.id, "the-dock", at("12:10:00")).await.unwrap();
    acts::refile(house.store(), dock.id, Some(("sport", "Sport")), at("12:11:00")).await.unwrap();

    let changed =
        post(2, "Dock opens late", "<wp:post_modified_gmt>2026-03-01 20:00:00</wp:post_modified_gmt>");
    let report = bring_wordpress(&house, &both(&changed)).await;
    assert_eq!((report.posts, report.there_already, report.shown), (2, 1, 1));
    assert_eq!(house.front().await.len(), 2);
    let (same, other) = (story(&house, "1").await, story(&house, "2").await);
    assert_eq!((same.id, other.id), (ferry.id, dock.id));
    assert_eq!((other.slug.as_str(), other.section.as_deref()), ("the-dock", Some("sport")));
    assert_eq!(newest(&house, "2").await.headline.as_deref(), Some("Dock opens late"));
    let count = async |id| versions::list(house.store().db(), id).await.unwrap().len();
    assert_eq!((count(ferry.id).await, count(dock.id).await), (1, 2));

    acts::kill(house.store(), dock.id, "Untrue.", at("12:20:00")).await.unwrap();
    bring_wordpress(&house, &both(&changed.replace("late", "never"))).await;
    assert_eq!(story(&house, "2").await.state, State::Killed, "no export undoes the desk's kill");
    assert_eq!(house.front().await, ["Ferry sails"]);
}

#[tokio::test]
async fn comments_keep_their_threads_and_those_that_nobody_approved_are_not_shown() {
    let house = House::open().await;
    let comment = |id: u32, parent: u32, approved: &str, kind: &str| {
        format!(
            "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author>Ida</wp:comment_author>\
             <wp:comment_date_gmt>2026-03-01 1{id}:00:00</wp:comment_date_gmt>\
             <wp:comment_content><![CDATA[Word {id}]]></wp:comment_content><wp:comment_type>{kind}</wp:comment_type>\
             <wp:comment_approved>{approved}</wp:comment_approved><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
        )
    };
    let all = [
        comment(3, 1, "1", "comment"),
        comment(1, 0, "1", ""),
        comment(2, 0, "0", ""),
        comment(4, 0, "spam", ""),
        comment(5, 0, "trash", ""),
        comment(6, 0, "1", "pingback"),
        comment(7, 0, "1", "note"),
    ];
    let report = bring_wordpress(&house, &post(1, "Ferry sails", &all.concat())).await;
    assert_eq!((report.comments, report.comments_spam, report.comments_trash), (3, 1, 1));
    for kind in ["pingback", "comment type note"] {
        assert!(report.left.iter().any(|left| left.what == kind), "{kind}: {:?}", report.left);
    }
    let window = store::comments::Window { newest: false, limit: 10, offset: 0 };
    let ferry = story(&house, "1").await;
    let (roots, answers) = store::comments::threads(house.store().db(), ferry.id, window).await.unwrap();
    let words = |kept: &[store::comments::Kept]| -> Vec<String> {
        kept.iter().map(|kept| kept.comment.text.clone()).collect()
    };
    assert_eq!((words(&roots), words(&answers)), (vec!["Word 1".to_owned()], vec!["Word 3".to_owned()]));
    let again = bring_wordpress(&house, &post(1, "Ferry sails", &all.concat())).await;
    assert_eq!((again.comments, again.there_already), (0, 1));

    // Approved there since.
    let approved = [comment(1, 0, "1", ""), comment(2, 0, "1", "")];
    bring_wordpress(&house, &post(1, "Ferry sails", &approved.concat())).await;
    let (roots, _) = store::comments::threads(house.store().db(), ferry.id, window).await.unwrap();
    assert_eq!(words(&roots), ["Word 1", "Word 2"]);
}

#[tokio::test]
async fn every_address_that_a_post_ever_had_leads_to_its_story() {
    let house = House::open().await;
    let meta = "<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>first-title</wp:meta_value></wp:postmeta>";
    let deep = "<link>https://lamp.example/blog/?p=2</link>";
    bring_wordpress(&house, &[post(1, "Ferry sails", meta), post(2, "In a folder", deep)].concat()).await;
    for (old, slug) in [
        ("/?p=1", "ferry-sails"),
        ("/2026/03/01/post-1", "ferry-sails"),
        ("/2026/03/01/first-title", "ferry-sails"),
        ("/blog/?p=2", "in-a-folder"),
    ] {
        let found = store::redirects::find(house.store().db(), old).await.unwrap();
        assert_eq!(found, Some(("2026-03-01".to_owned(), slug.to_owned())), "{old}");
    }
}

#[tokio::test]
async fn two_posts_of_one_number_are_two_stories_also_the_next_time() {
    let house = House::open().await;
    let same = post(1, "Dock opens", "").replace("post-1", "dock").replace("?p=1", "?p=dock");
    let both = [post(1, "Ferry sails", ""), same].concat();
    bring_wordpress(&house, &both).await;
    let mut front = house.front().await;
    front.sort();
    assert_eq!(front, ["Dock opens", "Ferry sails"]);
    assert_eq!(bring_wordpress(&house, &both).await.there_already, 2);
}

#[tokio::test]
async fn what_ghost_shows_to_members_alone_within_a_public_post_is_left_out_and_named() {
    let house = House::open().await;
    let gate = |who: &str, words: &str| {
        format!(
            "<!--kg-gated-block:begin {who} memberSegment:\"status:free\" --><p>{words}</p><!--kg-gated-block:end-->"
        )
    };
    let html = [
        "<p>One.</p>",
        &gate("nonMember:false", "Secret."),
        &gate("nonMember:true", "Two."),
        "<p>Three.</p>",
        "<!--kg-gated-block:begin nonMember:false --><p>Never closed.</p>",
    ];
    let report = bring_ghost(
        &house,
        serde_json::json!([ghost_post("p1", serde_json::json!({ "html": html.concat() }))]),
    )
    .await;
    assert_eq!(newest(&house, "p1").await.body.plain_text(), "One.\n\nTwo.\n\nThree.");
    assert!(report.left.iter().any(|left| left.line().contains("2 parts of it were for members alone")));
}

async fn bring_ghost(house: &House, posts: serde_json::Value) -> Report {
    let data = serde_json::json!({ "db": [{ "data": {
        "settings": [{ "key": "title", "value": "The Lamp" }],
        "tags": [
            { "id": "t1", "name": "Sport", "slug": "sport" },
            { "id": "t2", "name": "#podcast", "slug": "podcast" },
            { "id": "t3", "name": "Layout", "slug": "layout", "visibility": "internal" },
        ],
        "posts_tags": [
            { "post_id": "p1", "tag_id": "t1" }, { "post_id": "p1", "tag_id": "t2" }, { "post_id": "p1", "tag_id": "t3" },
        ],
        "posts_meta": [{ "post_id": "mailed", "email_only": 1 }],
        "posts": posts,
    } }] });
    let export = ghost(data.to_string().as_bytes(), Some("https://lamp.example"));
    bring(house, show_all(), export, at("12:00:00")).await
}

fn ghost_post(id: &str, more: serde_json::Value) -> serde_json::Value {
    let mut post = serde_json::json!({
        "id": id, "title": format!("Title of {id}"), "slug": id, "html": format!("<p>Words of {id}.</p>"),
        "type": "post", "status": "published", "visibility": "public", "published_at": "2026-03-01T08:00:00.000Z",
    });
    post.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    post
}

#[tokio::test]
async fn what_ghost_gave_to_members_or_sent_by_mail_alone_does_not_become_public() {
    let house = House::open().await;
    let posts = serde_json::json!([
        ghost_post("members", serde_json::json!({ "visibility": "members" })),
        ghost_post("paid", serde_json::json!({ "visibility": "paid" })),
        ghost_post("tiers", serde_json::json!({ "visibility": "tiers" })),
        ghost_post("sent", serde_json::json!({ "status": "sent" })),
        ghost_post(
            "mailed",
            serde_json::json!({ "status": "scheduled", "published_at": "2026-03-02T18:00:00.000Z" })
        ),
        ghost_post("draft", serde_json::json!({ "status": "draft" })),
        ghost_post("empty", serde_json::json!({ "html": null, "lexical": "{}" })),
        ghost_post(
            "due",
            serde_json::json!({ "status": "scheduled", "published_at": "2026-03-02T18:00:00.000Z" })
        ),
    ]);
    let report = bring_ghost(&house, posts).await;
    assert_eq!(house.front().await, [] as [&str; 0]);
    assert_eq!(report.waits.len(), 8, "{:?}", report.waits);
    acts::run_due(house.store(), at("18:00:00")).await.unwrap();
    assert_eq!(house.front().await, ["Title of due"]);
}

#[tokio::test]
async fn a_ghost_post_comes_with_its_picture_its_addresses_and_no_internal_tag() {
    let house = House::open().await;
    let more = serde_json::json!({
        "feature_image": "__GHOST_URL__/content/images/quay.jpg",
        "feature_image_caption": "<span>The <b>quay</b></span>",
        "canonical_url": "https://lamp.example/2019/quay/",
        "html": "<p>One.</p><!--kg-card-begin: html--><div>Two.</div><!--kg-card-end: html-->\
                 <figure class=\"kg-card kg-image-card\"><img src=\"__GHOST_URL__/content/images/ferry.jpg\"><figcaption>Ferry</figcaption></figure>",
    });
    bring_ghost(&house, serde_json::json!([ghost_post("p1", more)])).await;
    let item = newest(&house, "p1").await;
    assert_eq!(shelves(&house, "p1").await, ["section/sport", "topic/sport"]);
    let files: Vec<_> =
        item.media.iter().map(|m| (m.renditions[0].href.as_str(), m.caption.as_deref())).collect();
    assert_eq!(
        files,
        [
            ("https://lamp.example/content/images/quay.jpg", Some("The quay")),
            ("https://lamp.example/content/images/ferry.jpg", Some("Ferry")),
        ]
    );
    assert_eq!(item.body.plain_text(), "One.\n\nTwo.");
    for old in ["/p1", "/2019/quay"] {
        assert!(store::redirects::find(house.store().db(), old).await.unwrap().is_some(), "{old}");
    }
}
