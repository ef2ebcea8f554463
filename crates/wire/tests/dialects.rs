//! What agencies do that the standards' examples do not show, field by field, in copy of our own.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use wire::{Hints, Item, LinkRole, Parsed, Signal, Status, parse};

fn read(file: &str) -> Parsed {
    parse(file.as_bytes(), &Hints::default())
}

fn only(file: &str) -> Item {
    let parsed = read(file);
    assert_eq!(parsed.items.len(), 1, "{:?}", parsed.problems);
    parsed.items.into_iter().next().unwrap()
}

fn g2(item_meta: &str, content_meta: &str, content: &str) -> Item {
    only(&format!(
        "<newsItem guid='urn:mna:1' xml:lang='it'><itemMeta>{item_meta}</itemMeta>\
         <contentMeta>{content_meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    ))
}

fn nitf(attributes: &str, docdata: &str, body: &str) -> Item {
    only(&format!("<nitf {attributes}><head><docdata>{docdata}</docdata></head><body>{body}</body></nitf>"))
}

#[test]
fn codes_count_alike_as_qcodes_and_as_addresses() {
    let codes = |class: &str, status: &str, signal: &str| {
        let item = g2(&format!("<itemClass {class}/><pubStatus {status}/><signal {signal}/>"), "", "");
        (item.kind, item.status, item.signal)
    };
    let by_address = codes(
        "uri='http://cv.iptc.org/newscodes/ninature/picture'",
        "uri='http://cv.iptc.org/newscodes/pubstatusg2/withheld'",
        "uri='http://cv.iptc.org/newscodes/signal/correction'",
    );
    assert_eq!(by_address, codes("qcode='ninat:picture'", "qcode='stat:Withheld'", "qcode='sig:correction'"));
    assert_eq!(by_address, (wire::ItemKind::Picture, Status::Withheld, Some(Signal::Correction)));
}

#[test]
fn a_status_that_nobody_knows_holds_the_item_back_and_says_so() {
    let parsed = read("<newsItem guid='a'><itemMeta><pubStatus qcode='stat:maybe'/></itemMeta></newsItem>");
    assert_eq!(parsed.items[0].status, Status::Withheld);
    assert!(parsed.problems[0].message.contains("\"maybe\" is not known"), "{:?}", parsed.problems);
    assert_eq!(g2("", "", "").status, Status::Usable);
}

#[test]
fn the_story_inside_can_only_make_the_envelope_more_careful() {
    let inside = |status: &str, management: &str| {
        let story = format!(
            "<inlineXML><nitf><head><docdata management-status='{management}'/></head><body/></nitf></inlineXML>"
        );
        g2(&format!("<pubStatus qcode='stat:{status}'/>"), "", &story).status
    };
    assert_eq!(inside("usable", "withheld"), Status::Withheld);
    assert_eq!(inside("withheld", "canceled"), Status::Canceled);
    assert_eq!(inside("canceled", "usable"), Status::Canceled);
}

#[test]
fn a_headline_in_several_languages_is_read_in_the_items_own() {
    let headlines = "<headline xml:lang='en'>The bridge opens</headline>\
                     <headline xml:lang='it'>Apre il ponte</headline>";
    assert_eq!(g2("", headlines, "").headline.as_deref(), Some("Apre il ponte"));
    let english = format!("<language tag='en'/>{headlines}");
    assert_eq!(g2("", &english, "").headline.as_deref(), Some("The bridge opens"));
}

#[test]
fn creators_are_bylines_where_they_are_people() {
    let byline = |creator: &str| g2("<provider literal='Meridian News'/>", creator, "").bylines;
    assert_eq!(byline("<creator literal='Ada Quill'/>"), ["Ada Quill"]);
    assert_eq!(byline("<creator><name>Ada Quill</name></creator>"), ["Ada Quill"]);
    for nobody in [
        "<creator literal='quill.ada'/>",
        "<creator literal='Meridian News'/>",
        "<creator type='cpnat:organisation' literal='Port Ellery Rowers'/>",
        "<creator literal='Port Ellery Rowers'><organisationDetails/></creator>",
    ] {
        assert!(byline(nobody).is_empty(), "{nobody}");
    }
}

#[test]
fn the_place_is_the_date_lines_and_else_where_the_item_is_located() {
    let located = "<located><name>Porto Vecchio</name></located>";
    let dateline = "<dateline>ALM - PORTO NUOVO, 01 LUG -</dateline>";
    let place = |item: Item| item.dateline_place;
    assert_eq!(place(g2(located, dateline, "")).as_deref(), Some("PORTO NUOVO"));
    assert_eq!(place(g2("", located, "")).as_deref(), Some("Porto Vecchio"));
    assert_eq!(place(g2(located, "", "")).as_deref(), Some("Porto Vecchio"));
}

#[test]
fn a_date_line_is_found_behind_a_list_of_what_is_new() {
    let new = "<p>* Rowers win</p>".repeat(6);
    let story = |line: &str| {
        let words = format!("<inlineXML><html><body>{new}<p>{line}</p></body></html></inlineXML>");
        g2("", "", &words).dateline_text
    };
    assert_eq!(story("Nov 23 (Meridian) - The rowers won.").as_deref(), Some("Nov 23 (Meridian)"));
    assert_eq!(story("FINAL - The rowers won."), None);
}

#[test]
fn sections_of_a_note_that_are_not_for_publication_stay_out_of_it() {
    let note = "<edNote><section><h3>Notebook</h3><p>See the harbour's page</p>\
                <section class='np-nonpublic'><p>Ada Quill, +00 555 0101</p></section><p>mna aq</p></section></edNote>";
    assert_eq!(g2(note, "", "").ed_note.as_deref(), Some("Notebook See the harbour's page mna aq"));
}

#[test]
fn an_envelope_that_says_nothing_is_filled_from_the_page_inside() {
    let page = "<inlineXML><html><head><title>The bridge opens</title></head><body><p>Cars came.</p>\
                <BYLINE>By Ada Quill</BYLINE></body></html></inlineXML>";
    let item = g2("", "", page);
    assert_eq!(
        (item.headline.as_deref(), item.bylines),
        (Some("The bridge opens"), vec!["Ada Quill".into()])
    );
    assert_eq!(item.body.plain_text(), "Cars came.\n\nBy Ada Quill");
}

#[test]
fn a_picture_in_tts_own_tags_is_a_picture_and_its_address_no_paragraph() {
    let item = g2(
        "",
        "",
        "<inlineXML><BODY><TEXT><MELLIS>On the quay</MELLIS><P>Cars came.</P><BILD><BILDFIL>bridge.jpg</BILDFIL>\
         <BILDTEXT><P>The bridge.</P></BILDTEXT><BILDSKAPARE>Bo Marsh/MNA</BILDSKAPARE></BILD></TEXT></BODY></inlineXML>",
    );
    assert_eq!(item.body.plain_text(), "On the quay\n\nCars came.");
    let media = &item.media[0];
    assert_eq!(media.renditions[0].href, "bridge.jpg");
    assert_eq!(media.caption.as_deref(), Some("The bridge."));
    assert_eq!(media.byline.as_deref(), Some("Bo Marsh/MNA"));
}

#[test]
fn an_item_that_takes_anothers_place_names_it_by_its_whole_guid() {
    let ids = "<altId type='tt:uno'>2026:TT:2:0</altId><altId type='tt:refuno'>2026:TT:1:0</altId>";
    let file = |signal: &str| {
        only(&format!(
            "<newsItem guid='urn:tt.example:2026:TT:2:0'><itemMeta><signal qcode='tt_sig:{signal}'/></itemMeta>\
             <contentMeta>{ids}</contentMeta></newsItem>"
        ))
    };
    let links = file("replace").links;
    assert_eq!(
        (links[0].role, links[0].guid.as_deref()),
        (LinkRole::Replaces, Some("urn:tt.example:2026:TT:1:0"))
    );
    assert!(file("see-also").links.is_empty());
}

#[test]
fn the_language_is_found_although_its_namespace_was_forgotten() {
    let item = only("<newsMessage lang='en-NZ'><itemSet><newsItem guid='a'/></itemSet></newsMessage>");
    assert_eq!(item.language.as_deref(), Some("en-NZ"));
}

#[test]
fn a_nitf_correction_is_announced_by_its_element() {
    let item = nitf("", "<correction info='Name in paragraph 2' id-string='not-1'/>", "");
    assert_eq!(
        (item.signal, item.ed_note.as_deref()),
        (Some(Signal::Correction), Some("Name in paragraph 2"))
    );
    assert_eq!(nitf("", "<correction/>", "").signal, None);
    let killed = nitf("", "<ed-msg info='KILL: not ours'/><correction info='x'/>", "");
    assert_eq!((killed.signal, killed.status), (Some(Signal::Kill), Status::Canceled));
}

#[test]
fn nitf_without_a_doc_id_is_known_by_its_unique_object() {
    assert_eq!(nitf("uno='not.2026.1'", "", "").guid.as_deref(), Some("not.2026.1"));
    assert_eq!(nitf("uno='not.2026.1'", "<doc-id id-string='a'/>", "").guid.as_deref(), Some("a"));
}

#[test]
fn nitf_without_a_body_head_still_names_its_agency() {
    let item = nitf(
        "",
        "<del-list><from-src src-name='PWS'/></del-list>",
        "<body.content><pre>1 2</pre></body.content>",
    );
    assert_eq!(item.credit.provider.as_deref(), Some("PWS"));
}

#[test]
fn every_meta_that_ends_in_category_is_a_category() {
    let file = "<nitf><head><meta name='ap-category' content='i'/><meta name='CATEGORY' content='FRN'/></head><body/></nitf>";
    let codes: Vec<String> = only(file).subjects.into_iter().map(|subject| subject.code).collect();
    assert_eq!(codes, ["i", "FRN"]);
}

#[test]
fn ninjs_identifiers_in_a_list_are_found_and_a_request_is_cut_off() {
    let item = |fields: &str| only(&format!("{{\"pubstatus\": \"usable\", {fields}}}")).guid;
    let altids =
        "\"altids\": [{\"role\": \"etag\", \"value\": \"e\"}, {\"role\": \"itemid\", \"value\": \"b2b6\"}]";
    assert_eq!(item(altids).as_deref(), Some("b2b6"));
    let asked = format!("\"uri\": \"https://mna.example/v/b2b6?qt=now\", {altids}");
    assert_eq!(item(&asked).as_deref(), Some("https://mna.example/v/b2b6"));
}

#[test]
fn ninjs_headlines_under_names_of_the_agencys_own_are_headlines() {
    let item = only("{\"uri\": \"a\", \"headline_web\": \"The bridge opens\"}");
    assert_eq!(item.headline.as_deref(), Some("The bridge opens"));
}

#[test]
fn ntbs_identifier_is_the_same_for_all_versions() {
    let id = |doc_id: &str| {
        let item = nitf("", doc_id, "");
        (item.guid.unwrap(), item.version)
    };
    let first = id("<doc-id regsrc='NTB' id-string='NTB0f3a_01'/>");
    assert_eq!(first, ("NTB0f3a".to_owned(), Some(1)));
    let second = id("<doc-id regsrc='NTB' id-string='NTB0f3a_02'/><du-key version='3'/>");
    assert_eq!(second, ("NTB0f3a".to_owned(), Some(3)));
    // Others may end their identifiers as they like.
    assert_eq!(id("<doc-id regsrc='MNA' id-string='a_02'/>"), ("a_02".to_owned(), None));
    assert_eq!(id("<doc-id regsrc='NTB' id-string='ferry_late'/>"), ("ferry_late".to_owned(), None));
}

#[test]
fn a_texts_caption_is_its_summary_unless_it_is_slug_and_headline_again() {
    let summary = |caption: &str| {
        let meta = format!(
            "<slugline>FERRY</slugline><headline>Ferry sails</headline><description role='drol:caption'>{caption}</description>"
        );
        g2("", &meta, "").summary
    };
    assert_eq!(
        summary("The ferry is back after a month.").as_deref(),
        Some("The ferry is back after a month.")
    );
    assert_eq!(summary("FERRY (UPDATE 1):Ferry sails"), None);
}

#[test]
fn aps_story_beside_its_item_is_the_items_text() {
    let item = only(
        "{\"data\": {\"item\": {\"uri\": \"https://api.mna.example/1?qt=x\", \"altids\": {\"itemid\": \"1\"}, \
         \"headline\": \"Ferry sails\", \"description_creditline\": \"Bo Marsh/MNA\"}}, \
         \"nitf\": {\"body_html\": \"<p>It sailed.</p>\"}}",
    );
    assert_eq!(
        (item.guid.as_deref(), item.body.plain_text().as_str()),
        (Some("https://api.mna.example/1"), "It sailed.")
    );
    assert_eq!(item.credit.line.as_deref(), Some("Bo Marsh/MNA"));
}

#[test]
fn a_wordpress_draft_read_as_a_feed_is_withheld_and_its_pictures_are_no_stories() {
    let item =
        |fields: &str| format!("<item><title>Ferry</title><link>https://a.example/f</link>{fields}</item>");
    let post = "<wp:post_type>post</wp:post_type><wp:post_id>2</wp:post_id>";
    let picture = "<wp:post_type>attachment</wp:post_type><wp:post_id>1</wp:post_id>\
                   <wp:attachment_url>https://a.example/1.jpg</wp:attachment_url>";
    let lead =
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>";
    let feed = |items: &[String]| read(&format!("<rss><channel>{}</channel></rss>", items.concat()));
    let draft = feed(&[item(&format!("{post}<wp:status>draft</wp:status>")), item(picture)]);
    assert_eq!((draft.items.len(), draft.items[0].status), (1, Status::Withheld));
    assert!(draft.problems[0].message.contains("picture"), "{:?}", draft.problems);
    let published = feed(&[item(&format!("{post}<wp:status>publish</wp:status>{lead}")), item(picture)]);
    assert_eq!(published.items[0].status, Status::Usable);
    assert_eq!(published.items[0].media[0].renditions[0].href, "https://a.example/1.jpg");
    let scheduled = "<pubDate>Mon, 23 Nov 2026 10:00:00 +0000</pubDate><wp:status>future</wp:status>";
    let scheduled = feed(&[item(&format!("{post}{scheduled}"))]);
    assert_eq!(scheduled.items[0].embargo, scheduled.items[0].published);
}

#[test]
fn killed_copy_of_every_agency_is_canceled() {
    let files = [
        "<RBNews><NewsID>1</NewsID><Annuleret>true</Annuleret></RBNews>",
        "<Publication xmlns='http://ap.org/schemas/03/2005/appl'><PublicationManagement><Status>Usable</Status>\
         <Editorial><Type>Kill</Type></Editorial></PublicationManagement></Publication>",
        "{\"uno\": \"1\", \"status\": \"Canceled\"}",
        "{\"uno\": \"1\", \"signal\": \"sig:kill\"}",
        "{\"urn\": \"1\", \"version_created\": \"2026-11-23T10:00:00Z\", \"pubstatus\": \"canceled\"}",
    ];
    for file in files {
        assert_eq!(only(file).status, Status::Canceled, "{file}");
    }
    let unknown = only("{\"uno\": \"1\", \"status\": \"Perhaps\"}");
    assert_eq!(unknown.status, Status::Withheld);
}

fn feed_item(inside: &str) -> Item {
    only(&format!(
        "<rss xmlns:media='http://search.yahoo.com/mrss/' \
              xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel><item>{inside}</item></channel></rss>"
    ))
}

fn entry(inside: &str) -> Item {
    only(&format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry>{inside}</entry></feed>"))
}

#[test]
fn a_second_short_text_stands_beside_the_first_unless_it_only_says_it_again() {
    let of = |description: &str, other: &str| {
        let item = feed_item(&format!("<description>{description}</description>{other}"));
        (item.body.plain_text(), item.summary)
    };
    let long = "<itunes:summary>The ferry, its crew and its captain.</itunes:summary>";
    assert_eq!(
        of("The ferry.", long),
        ("The ferry.".into(), Some("The ferry, its crew and its captain.".into()))
    );
    assert_eq!(of("The ferry.", "<summary>The ferry.</summary>").1, None);
    assert_eq!(of("The ferry sails at nine.", "<summary>The ferry</summary>").1, None);
    let before = feed_item("<itunes:summary>Its crew.</itunes:summary><description>The ferry.</description>");
    assert_eq!(
        (before.body.plain_text().as_str(), before.summary.as_deref()),
        ("The ferry.", Some("Its crew."))
    );
}

#[test]
fn a_films_title_is_the_headline_of_an_entry_that_has_none() {
    let film = "<media:title>The ferry sails</media:title>";
    assert_eq!(feed_item(film).headline.as_deref(), Some("The ferry sails"));
    assert_eq!(feed_item(&format!("<title>Harbour</title>{film}")).headline.as_deref(), Some("Harbour"));
}

#[test]
fn words_of_a_feed_are_words_however_they_are_packed() {
    let packed = "<title type='application/octet-stream'>VGhlIDxiPmZlcnJ5PC9iPiBzYWlscw==</title>";
    assert_eq!(entry(packed).headline.as_deref(), Some("The ferry sails"));
    let half = "<content type='html'><div xmlns='http://www.w3.org/1999/xhtml'>The &lt;b&gt;ferry&lt;/b&gt; sails</div></content>";
    assert_eq!(entry(half).body.plain_text(), "The ferry sails");
    let named = "<title>The ferry&amp;nbsp;sails &amp;#8211; again</title><summary type='text'>Write &amp;nbsp; here</summary>";
    assert_eq!(entry(named).headline.as_deref(), Some("The ferry\u{a0}sails – again"));
    assert_eq!(entry(named).body.plain_text(), "Write &nbsp; here");
    let as_it_is = "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>Write &lt;b&gt; here</div></content>";
    assert_eq!(entry(as_it_is).body.plain_text(), "Write <b> here");
}

#[test]
fn quotation_marks_of_a_wrong_conversion_are_quotation_marks() {
    let item = feed_item("<title>The ferry\u{92}s \u{93}last\u{94} day \u{96} again\u{81}</title>");
    assert_eq!(item.headline.as_deref(), Some("The ferry’s “last” day – again"));
}

#[test]
fn dates_of_feeds_are_read_in_the_language_of_the_machine_that_wrote_them() {
    let published =
        |date: &str| feed_item(&format!("<pubDate>{date}</pubDate>")).published.map(|at| at.iso());
    for date in [
        "mar, 24 nov 2026 00:38:15 +0100",
        "Di, 24 Nov 2026 00:38:15 +0100",
        "martes, 24 noviembre 2026 00:38:15 +0100",
    ] {
        assert_eq!(published(date).as_deref(), Some("2026-11-24T00:38:15+01:00"), "{date}");
    }
    assert_eq!(published("lun, 05 ott 2026 10:00:00 GMT").as_deref(), Some("2026-10-05T10:00:00Z"));
    assert_eq!(published("Mar, 24 2026 10:00:00 GMT").as_deref(), Some("2026-03-24T10:00:00Z"));
}

#[test]
fn a_version_with_an_address_of_its_own_takes_the_place_of_the_one_before() {
    let item = only(
        r#"{"uri": "urn:tt:6", "headline": "Ferry sails", "revisions": [{"uri": "urn:tt:4"},
            {"uri": "urn:tt:5", "replacing": ["urn:tt:4"]}, {"uri": "urn:tt:6", "replacing": ["urn:tt:5"]}]}"#,
    );
    let replaced: Vec<_> = item.links.iter().map(|link| (link.role, link.guid.as_deref())).collect();
    assert_eq!(replaced, [(LinkRole::Replaces, Some("urn:tt:5"))]);
}

#[test]
fn codes_with_their_scheme_before_them_are_read_as_qcodes() {
    let item = only(
        r#"{"uri": "a", "slug": "FERRY/", "subject": [{"code": "subj:06000000"}, {"code": "N2:ENV"}, {"code": "06"}]}"#,
    );
    let codes: Vec<_> = item.subjects.iter().map(|s| (s.scheme.as_str(), s.code.as_str())).collect();
    assert_eq!(codes, [("subj", "06000000"), ("N2", "ENV"), ("", "06")]);
    assert_eq!(item.slugline.as_deref(), Some("FERRY/"));
}

#[test]
fn the_hits_of_an_agencys_search_are_its_stories() {
    let item = only(
        r#"{"hits": [{"uri": "urn:tt:1", "headline": "Ferry sails", "versioncreated": "2026-11-23T08:16:02Z"}]}"#,
    );
    assert_eq!(item.headline.as_deref(), Some("Ferry sails"));
    let inside = only(
        r#"{"data": {"search": {"items": [{"uri": "a", "headLine": "Ferry", "versionCreated": "2026-11-23T08:16:02Z"}]}}}"#,
    );
    assert_eq!(inside.headline.as_deref(), Some("Ferry"));
}

#[test]
fn html_that_nobody_unpacked_is_read_as_html_in_newsml_1() {
    let item = only(
        "<NewsML><NewsItem><NewsComponent><ContentItem><MimeType FormalName='text/vnd.IPTC.NITF'/><DataContent><body>\
         <body.content><![CDATA[The ferry sails<BR>at nine]]></body.content></body></DataContent></ContentItem>\
         </NewsComponent></NewsItem></NewsML>",
    );
    assert_eq!(item.body.plain_text(), "The ferry sails\nat nine");
}

#[test]
fn a_text_that_leans_on_an_earlier_version_says_so_and_keeps_its_words() {
    let parsed = read(
        "<nitf><head><docdata><doc-id id-string='a'/></docdata></head><body><body.content><p>The ferry sailed.</p>\
         <p>PICK UP 4th graf: The captain</p></body.content></body></nitf>",
    );
    let item = &parsed.items[0];
    assert_eq!(item.body.plain_text(), "The ferry sailed.\n\nPICK UP 4th graf: The captain");
    assert!(matches!(item.body.blocks[1], wire::Block::Note { .. }), "{:?}", item.body.blocks);
    assert!(parsed.problems.iter().any(|problem| problem.message.contains("not the whole story")));
}

#[test]
fn an_item_of_aps_keeps_its_identifier_whoever_asks_for_it() {
    let guid = |tag: &str| {
        only(&format!(
            r#"{{"uri": "https://api.ap.org/media/v/content/b2b6?qt={tag}", "headline": "Ferry"}}"#
        ))
        .guid
    };
    assert_eq!(guid("a&et=1"), guid("b&et=2"));
    let other = only(r#"{"uri": "https://pws.example/story?id=7", "headline": "Ferry"}"#);
    assert_eq!(other.guid.as_deref(), Some("https://pws.example/story?id=7"));
}

#[test]
fn a_description_of_any_name_describes_and_an_event_without_an_identifier_is_left_out_as_one() {
    let item = only(r#"{"uri": "a", "description_creditline": "MNA", "description_short": "The ferry."}"#);
    assert_eq!(item.summary.as_deref(), Some("The ferry."));
    let event = read(r#"{"title": "Harbour cup", "eventdetails": {"dates": {"startdate": "20261123"}}}"#);
    assert!(event.items.is_empty());
    assert!(event.problems[0].message.contains("describes an event or a plan"), "{:?}", event.problems);
}

#[test]
fn a_public_identifier_that_is_cut_off_does_not_make_one_story_of_all() {
    let guid = |day: &str, id: &str, public: &str| {
        only(&format!(
            "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>mna.example</ProviderId><DateId>{day}</DateId>\
             <NewsItemId>{id}</NewsItemId><RevisionId>2</RevisionId>{public}</NewsIdentifier></Identification>\
             <NewsComponent><NewsLines><HeadLine>Ferry</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>"
        ))
        .guid
    };
    let made = |day: &str, id: &str, public: &str| guid(day, id, public).unwrap();
    let cut = "<PublicIdentifier>urn:newsml:mna.example</PublicIdentifier>";
    assert_eq!(made("20261123T152312", "77", cut), "urn:newsml:mna.example:77");
    assert_eq!(made("20261123T152312", "0", cut), "urn:newsml:mna.example:20261123T152312");
    assert_eq!(made("20261123T152312", "", cut), "urn:newsml:mna.example:20261123T152312");
    assert_eq!(made("20261123", "77", ""), "urn:newsml:mna.example:20261123:77");
    // A day tells no two stories apart: such an item has no guid.
    assert_eq!(guid("20261123", "0", cut), None);
    assert_eq!(guid("2026-11-23", "", cut), None);
    // A time is that of the revision.
    assert_eq!(guid("2026-11-23 13:00:00", "77", ""), guid("2026-11-23 14:00:00", "77", ""));
}

#[test]
fn an_embargo_whose_end_nobody_can_read_holds_the_story_in_every_format() {
    let held = |file: &str| {
        let parsed = read(file);
        let says = parsed.problems.iter().any(|problem| problem.severity == wire::Severity::Error);
        (parsed.items[0].status == Status::Withheld && parsed.items[0].embargo.is_none(), says)
    };
    let appl = |management: &str| {
        format!(
            "<Publication xmlns='http://ap.org/schemas/03/2005/appl'><Identification><ItemId>a</ItemId></Identification>\
             <PublicationManagement>{management}</PublicationManagement></Publication>"
        )
    };
    for file in [
        "<RBNews><NewsID>1</NewsID><Embargo>noon</Embargo></RBNews>",
        "<release id='1'><longurl>https://a.example</longurl><embargo>snart</embargo></release>",
        &appl("<Status>Embargoed</Status>"),
        &appl("<Status>Embargoed</Status><ReleaseDateTime>noon</ReleaseDateTime>"),
        "<newsItem guid='a'><itemMeta><embargoed>noon</embargoed></itemMeta></newsItem>",
    ] {
        assert_eq!(held(file), (true, true), "{file}");
    }
    for file in [
        "<RBNews><NewsID>1</NewsID><Embargo>0001-01-01T00:00:00</Embargo></RBNews>",
        "<release id='1'><longurl>https://a.example</longurl><embargo/></release>",
        "<release id='1'><longurl>https://a.example</longurl><embargo>false</embargo></release>",
        "<release id='1'><longurl>https://a.example</longurl><embargo>0</embargo></release>",
        &appl("<Status>Usable</Status>"),
    ] {
        assert_eq!(held(file), (false, false), "{file}");
    }
}

/// Jimi, with these elements in its one item.
fn jimi(elements: &str) -> String {
    format!(
        "<Publish><ContentItem><SystemSlug>a1</SystemSlug><Headline>Ferry sails</Headline>{elements}</ContentItem></Publish>"
    )
}

#[test]
fn an_embargo_of_jimi_ends_by_the_desks_clock_and_its_other_times_are_utc() {
    let file = jimi(
        "<CreatedDateTime>2026-07-01T15:15:00</CreatedDateTime><EmbargoTime>2026-07-02T06:00:00</EmbargoTime>",
    );
    let times = |zone: Option<&str>| {
        let hints =
            Hints { zone: zone.and_then(|name| jiff::tz::TimeZone::get(name).ok()), ..Hints::default() };
        let item = parse(file.as_bytes(), &hints).items.remove(0);
        (item.published.unwrap().at.to_string(), item.embargo.unwrap().at.to_string())
    };
    let created = "2026-07-01T15:15:00Z".to_owned();
    assert_eq!(times(None), (created.clone(), "2026-07-02T10:00:00Z".into()));
    assert_eq!(times(Some("America/Vancouver")), (created, "2026-07-02T13:00:00Z".into()));
}

#[test]
fn every_note_of_jimi_reaches_the_editors_and_a_filled_correction_is_one() {
    let item = only(&jimi(
        "<WriteThruType>Writethru</WriteThruType><UpdateNote>ADDS quote</UpdateNote><EditorNote>With photos</EditorNote>\
         <SpecialInstructions>No sales</SpecialInstructions><Corrections>The ferry is the Ellery.</Corrections>",
    ));
    let notes = "ADDS quote\nWith photos\nNo sales\nThe ferry is the Ellery.";
    assert_eq!((item.ed_note.as_deref(), item.signal), (Some(notes), Some(Signal::Correction)));
    let killed = only(&jimi("<WriteThruType>Kill</WriteThruType><Corrections>Not our ferry.</Corrections>"));
    assert_eq!((killed.signal, killed.status), (Some(Signal::Kill), Status::Canceled));
    let held = only(&jimi("<SpecialInstructions>EMBARGOED until the minister speaks</SpecialInstructions>"));
    assert_eq!(held.status, Status::Withheld);
    assert_eq!(only(&jimi("<EditorNote>MANDATORY KILL</EditorNote>")).status, Status::Canceled);
    assert_eq!(only(&jimi("<Corrections/>")).signal, None);
}

#[test]
fn an_embargo_of_appl_counts_where_nothing_says_when_the_item_was_created() {
    let item = |management: &str| {
        only(&format!(
            "<Publication xmlns='http://ap.org/schemas/03/2005/appl'><Identification><ItemId>a</ItemId></Identification>\
             <PublicationManagement><Status>Embargoed</Status>\
             <ReleaseDateTime>2026-11-24T06:00:00</ReleaseDateTime>{management}</PublicationManagement></Publication>"
        ))
    };
    let until = item("").embargo.unwrap();
    assert_eq!(until.at.to_string(), "2026-11-24T06:00:00Z");
    // Released before it was written: the embargo that the status speaks of is another, and nobody says when it ends.
    let late = item("<FirstCreated>2026-11-25T06:00:00</FirstCreated>");
    assert_eq!((late.status, late.embargo), (Status::Withheld, None));
}
