//! Where each format writes what: a path of elements, or a pointer into JSON, for every field. Of several
//! places the first that is filled counts; of subjects, all of them.

use serde_json::Value;

use super::{Fact, tree::Node};

/// Paths end in `@name` for an attribute; `[name=value]` asks for an attribute's value.
type Rules = &'static [(&'static str, &'static [&'static str])];

/// The elements that are stories, by the corpus' folder.
pub fn items_of(folder: &str) -> &'static [&'static str] {
    match folder {
        "newsml-g2" => &["newsItem", "packageItem"],
        "newsml-1" => &["NewsItem"],
        "nitf" => &["nitf"],
        "rss" | "wxr" => &["item"],
        "atom" => &["entry"],
        _ => &["RBNews", "Publication", "release", "Publish"],
    }
}

/// The facts of a story; `None` for what says itself that it is none.
pub fn xml(folder: &str, nodes: &[Node]) -> Option<Vec<Fact>> {
    let kind = nodes.iter().find(|node| node.is("item/post_type")).map(|node| node.words.trim());
    if !matches!(kind, None | Some("post" | "page")) {
        return None;
    }
    let rules = match folder {
        "newsml-g2" => NEWSML_G2,
        "newsml-1" => NEWSML_1,
        "nitf" => NITF,
        "rss" | "wxr" => RSS,
        "atom" => ATOM,
        _ => RITZAU,
    };
    let mut facts = Vec::new();
    for (field, places) in rules {
        let found = places.iter().map(|place| -> Vec<String> {
            let found = nodes.iter().filter_map(|node| at(node, place));
            let found = found.map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "));
            found.filter(|value| is_said(field, value)).collect()
        });
        facts.extend(chosen(field, found));
    }
    Some(facts)
}

/// Of subjects all; of anything else the first place that is filled and in it the first value, but of a date
/// that is written twice the last, as readers of feeds take it.
fn chosen(field: &'static str, places: impl Iterator<Item = Vec<String>>) -> Vec<Fact> {
    let fact = |value| Fact { field, value };
    if matches!(field, "subjects" | "keywords" | "note") {
        return places.flatten().map(fact).collect();
    }
    let Some(mut values) = places.into_iter().find(|values| !values.is_empty()) else { return Vec::new() };
    let at = if field == "updated" { values.len() - 1 } else { 0 };
    vec![fact(values.swap_remove(at))]
}

fn at(node: &Node, place: &str) -> Option<String> {
    let (path, attribute) = place.split_once('@').map_or((place, None), |(path, name)| (path, Some(name)));
    let (path, asked) = path
        .split_once('[')
        .map_or((path, None), |(path, asked)| (path, asked.trim_end_matches(']').split_once('=')));
    // What an agency keeps to its own desks is nothing that anybody misses.
    let is_private = node.attribute("pubconstraint").is_some_and(|to| to.contains("nonpublic"))
        || node.attribute("role").is_some_and(|role| role.ends_with(":private"));
    // Packed words are looked at by nobody but a computer.
    let is_packed = node.attribute("mode") == Some("base64")
        || node.attribute("type").is_some_and(|kind| kind.contains("octet-stream"));
    if is_private
        || is_packed
        || !node.is(path)
        || asked.is_some_and(|(name, value)| node.attribute(name) != Some(value))
    {
        return None;
    }
    match attribute {
        Some(name) => node.attribute(name).map(str::to_owned),
        None => Some(node.words.clone()),
    }
}

/// Not empty, and nothing that says nothing: a version that is no number, urgency 0, a filler.
fn is_said(field: &str, value: &str) -> bool {
    let number = || value.parse::<u64>().ok();
    !value.is_empty()
        && !value.contains("No-Data-Available")
        && value != "None"
        && match field {
            "version" => number().is_some(),
            "urgency" => number().is_some_and(|urgency| (1..=9).contains(&urgency)),
            // dpa's own words for what is not for publication.
            "note" => !value.contains("nicht zur Veröffentlichung"),
            // One long word is something packed.
            "summary" => value.contains(' ') || value.len() < 40,
            // A date alone is no date line: it names no place.
            "dateline" => {
                value.split(|c: char| !c.is_alphabetic()).any(|word| word.len() > 1 && !is_of_a_date(word))
            }
            // "YYYYMMDD" is what a template leaves where nothing was filled in.
            "expires" => value.contains(|c: char| c.is_ascii_digit()) && !value.contains("YYYY"),
            _ => true,
        }
}

fn is_of_a_date(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "gmt", "utc",
        "am", "pm",
    ];
    WORDS.iter().any(|known| word.to_lowercase().starts_with(known))
}

const NEWSML_G2: Rules = &[
    ("guid", &["newsItem@guid", "packageItem@guid"]),
    ("version", &["newsItem@version", "packageItem@version"]),
    ("headline", &["contentMeta/headline", "itemMeta/title"]),
    ("byline", &["contentMeta/by"]),
    ("dateline", &["contentMeta/dateline"]),
    ("language", &["contentMeta/language@tag", "newsItem@xml:lang", "packageItem@xml:lang"]),
    ("published", &["itemMeta/firstCreated", "contentMeta/contentCreated"]),
    ("updated", &["itemMeta/versionCreated", "contentMeta/contentModified"]),
    ("embargo", &["itemMeta/embargoed"]),
    ("expires", &["itemMeta/expires"]),
    ("status", &["itemMeta/pubStatus@qcode", "itemMeta/pubStatus@uri"]),
    ("urgency", &["contentMeta/urgency"]),
    (
        "subjects",
        &[
            "contentMeta/subject@qcode",
            "contentMeta/subject@uri",
            "contentMeta/subject@literal",
            "contentMeta/subject/sameAs@qcode",
            "contentMeta/subject/sameAs@uri",
        ],
    ),
    ("keywords", &["contentMeta/keyword"]),
    ("slugline", &["contentMeta/slugline"]),
    (
        "summary",
        &[
            "contentMeta/description[role=drol:summary]",
            "contentMeta/description[role=drol:caption]",
            "contentMeta/description",
        ],
    ),
    ("note", &["itemMeta/edNote"]),
    ("credit", &["contentMeta/creditline", "itemMeta/provider@literal"]),
    (
        "rights",
        &[
            "rightsInfo/copyrightNotice",
            "rightsInfo/usageTerms",
            "copyrightHolder/name",
            "rightsInfo/copyrightHolder@literal",
        ],
    ),
];

const NEWSML_1: Rules = &[
    ("guid", &["NewsIdentifier/PublicIdentifier", "NewsIdentifier/NewsItemId"]),
    ("version", &["NewsIdentifier/RevisionId"]),
    ("headline", &["NewsLines/HeadLine"]),
    ("byline", &["NewsLines/ByLine"]),
    ("dateline", &["NewsLines/DateLine"]),
    ("language", &["DescriptiveMetadata/Language@FormalName"]),
    ("published", &["NewsManagement/FirstCreated"]),
    ("updated", &["NewsManagement/ThisRevisionCreated"]),
    ("status", &["NewsManagement/Status@FormalName"]),
    ("urgency", &["NewsManagement/Urgency@FormalName"]),
    (
        "subjects",
        &[
            "SubjectCode/Subject@FormalName",
            "SubjectCode/SubjectMatter@FormalName",
            "SubjectCode/SubjectDetail@FormalName",
        ],
    ),
    ("keywords", &["NewsLines/KeywordLine"]),
    ("slugline", &["NewsLines/SlugLine"]),
    ("subheadline", &["NewsLines/SubHeadLine"]),
    ("credit", &["NewsLines/CreditLine"]),
    ("rights", &["NewsLines/CopyrightLine", "NewsLines/RightsLine"]),
];

const NITF: Rules = &[
    ("guid", &["docdata/doc-id@id-string", "nitf@uno"]),
    ("version", &["docdata/du-key@version"]),
    ("headline", &["hedline/hl1", "body.head/hedline", "head/title"]),
    ("byline", &["body.head/byline"]),
    ("dateline", &["dateline/location", "body.head/dateline"]),
    ("language", &["nitf@baselang", "nitf@xml:lang", "nitf@lang"]),
    ("published", &["docdata/date.issue@norm", "docdata/date.release@norm"]),
    ("expires", &["docdata/date.expire@norm"]),
    ("status", &["head/docdata@management-status"]),
    ("urgency", &["docdata/urgency@ed-urg"]),
    (
        "subjects",
        &["tobject/tobject.subject@tobject.subject.refnum", "tobject/tobject.subject@tobject.subject.code"],
    ),
    ("keywords", &["key-list/keyword@key"]),
    ("subheadline", &["hedline/hl2"]),
    ("summary", &["body.head/abstract"]),
    ("note", &["docdata/ed-msg@info", "docdata/correction@info"]),
    ("credit", &["body.head/distributor", "docdata/doc-id@regsrc"]),
    ("rights", &["docdata/doc.copyright@holder"]),
];

const RSS: Rules = &[
    ("guid", &["item/guid", "item/link"]),
    ("headline", &["item/title"]),
    ("byline", &["item/creator", "item/author"]),
    ("language", &["item/language"]),
    ("published", &["item/pubDate", "item/date"]),
    ("expires", &["item/expirationDate"]),
    ("subjects", &["item/category", "item/subject"]),
    ("keywords", &["item/keywords"]),
    ("summary", &["item/description"]),
    ("rights", &["item/rights", "item/copyright"]),
];

const ATOM: Rules = &[
    ("guid", &["entry/id"]),
    ("headline", &["entry/title"]),
    ("byline", &["entry/author/name", "entry/contributor/name"]),
    ("language", &["entry/content@xml:lang", "entry@xml:lang"]),
    ("published", &["entry/published", "entry/issued", "entry/created"]),
    ("updated", &["entry/updated", "entry/modified"]),
    ("subjects", &["entry/category@term"]),
    ("summary", &["entry/summary"]),
    ("rights", &["entry/rights"]),
];

const RITZAU: Rules = &[
    ("guid", &["RBNews/NewsID", "Identification/ItemId", "release@id", "ContentItem/SystemSlug"]),
    ("version", &["RBNews/version", "Identification/RecordSequenceNumber"]),
    ("headline", &["RBNews/headline", "NewsLines/HeadLine", "release/title", "ContentItem/Headline"]),
    ("byline", &["RBNews/byLine", "NewsLines/ByLine"]),
    ("dateline", &["RBNews/town", "NewsLines/DateLine"]),
    ("language", &["Identification/DefaultLanguage", "release@lang"]),
    ("published", &["RBNews/PublishDate", "PublicationManagement/FirstCreated"]),
    ("urgency", &["RBNews/Priority", "Identification/Priority"]),
    ("subjects", &["IPTCList/int", "RBNews/section"]),
    ("slugline", &["RBNews/strapline"]),
    ("subheadline", &["RBNews/subtitle"]),
    ("note", &["RBNews/TilRedaktionen"]),
    ("credit", &["RBNews/origin"]),
];

/// A key, or a path of keys; `*` is any entry of a list.
type Pointers = &'static [(&'static str, &'static [&'static str])];

pub fn json(folder: &str, root: &Value) -> Vec<Vec<Fact>> {
    // Where the stories lie, and by which keys one is known.
    let kinds: [(&str, &str, Pointers); 5] = [
        ("components", "documentStyle", APPLE_NEWS),
        ("newsObjects/*", "newsObjectId", BELGA_ARCHIVE),
        ("entries/*", "version_created", DPA),
        ("response/docs/*", "uno", AFP),
        ("items/*", "content_html", JSON_FEED),
    ];
    let says = |value: &Value, key: &str| value.get(key).is_some();
    let of = |items: Vec<&Value>, pointers: Pointers| -> Vec<Vec<Fact>> {
        items.into_iter().map(|item| of_json(item, pointers)).collect()
    };
    if folder == "jsonfeed" {
        return of(all(root, "items/*"), JSON_FEED);
    }
    for (place, key, pointers) in kinds {
        if place == "components" && says(root, place) {
            return of(vec![root], pointers);
        }
        let items: Vec<&Value> = all(root, place).into_iter().filter(|item| says(item, key)).collect();
        if !items.is_empty() && folder == "agency-json" {
            return of(items, pointers);
        }
    }
    let is_story = |item: &&Value| {
        let signs = ["uri", "headline", "headlines", "bodies", "body_html", "body_text"];
        let plan = matches!(item["type"].as_str(), Some("event" | "planning"))
            || ["eventdetails", "eventDetails", "plannedcoverage", "plannedCoverage"]
                .iter()
                .any(|key| says(item, key));
        signs.iter().any(|key| says(item, key)) && !plan
    };
    for place in ["", "data/item", "data/items/*/item", "item/*", "items/*", "_items/*"] {
        let items: Vec<&Value> = all(root, place).into_iter().filter(is_story).collect();
        if !items.is_empty() {
            return of(items, NINJS);
        }
    }
    Vec::new()
}

fn of_json(item: &Value, pointers: Pointers) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (field, places) in pointers {
        let found = places.iter().flat_map(|place| all(item, place)).filter_map(|value| match value {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        });
        let found = found.filter(|value| is_said(field, value)).map(|value| vec![value]);
        facts.extend(chosen(field, found));
    }
    facts
}

/// The values at the end of a path; a key counts however it is capitalised.
fn all<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut at = vec![value];
    for key in path.split('/').filter(|key| !key.is_empty()) {
        at = at
            .into_iter()
            .flat_map(|value| -> Vec<&Value> {
                match (key, value) {
                    ("*", Value::Array(entries)) => entries.iter().collect(),
                    ("*", Value::Object(_)) => vec![value],
                    (_, Value::Object(map)) => map
                        .iter()
                        .filter(|(known, _)| known.eq_ignore_ascii_case(key))
                        .map(|(_, v)| v)
                        .collect(),
                    _ => Vec::new(),
                }
            })
            .collect();
    }
    at
}

const NINJS: Pointers = &[
    ("guid", &["uri", "guid", "_id"]),
    ("version", &["version"]),
    ("headline", &["headline", "headlines/*/value", "title"]),
    ("byline", &["bylines/*/by", "byline", "by", "photographer/name"]),
    ("dateline", &["located", "dateline/text", "datelinelocation/city"]),
    ("language", &["language"]),
    ("published", &["firstpublished", "firstcreated", "contentcreated"]),
    ("updated", &["versioncreated"]),
    ("embargo", &["embargoed", "schedule_settings/utc_embargo"]),
    ("expires", &["expires"]),
    ("status", &["pubstatus"]),
    ("urgency", &["urgency"]),
    (
        "subjects",
        &[
            "subject/*/code",
            "subject/*/name",
            "subjects/*/uri",
            "subjects/*/literal",
            "subjects/*/name",
            "place/*/name",
            "places/*/name",
            "person/*/name",
            "people/*/name",
            "organisation/*/name",
            "organisations/*/name",
            "event/*/name",
            "events/*/name",
            "object/*/name",
            "objects/*/name",
            "service/*/name",
            "anpa_category/*/name",
        ],
    ),
    ("keywords", &["keywords/*", "keywords/*/name"]),
    ("slugline", &["slugline"]),
    ("subheadline", &["headline_extended", "extra/headline_extended", "extra/subtitle"]),
    ("summary", &["description_text", "description_summary", "description_caption", "abstract"]),
    ("note", &["ednote"]),
    ("credit", &["creditline", "description_creditline", "infosource/*/name", "source", "provider"]),
    ("rights", &["copyrightnotice", "copyrightholder", "usageterms", "usageterms/*"]),
];

const JSON_FEED: Pointers = &[
    ("guid", &["id"]),
    ("headline", &["title"]),
    ("byline", &["authors/*/name", "author/name"]),
    ("language", &["language"]),
    ("published", &["date_published"]),
    ("updated", &["date_modified"]),
    ("subjects", &["tags/*"]),
    ("summary", &["summary"]),
];

const APPLE_NEWS: Pointers = &[
    ("guid", &["identifier"]),
    ("headline", &["title"]),
    ("byline", &["metadata/authors/*"]),
    ("language", &["language"]),
    ("published", &["metadata/datePublished", "metadata/dateCreated"]),
    ("updated", &["metadata/dateModified"]),
    ("subjects", &["metadata/keywords/*"]),
    ("subheadline", &["subtitle"]),
    ("summary", &["metadata/excerpt"]),
];

const BELGA_ARCHIVE: Pointers = &[
    ("guid", &["newsObjectId"]),
    ("headline", &["headLine"]),
    ("byline", &["authors/*/name"]),
    ("dateline", &["city"]),
    ("language", &["language"]),
    ("published", &["createDate"]),
    ("updated", &["validateDate"]),
    ("subjects", &["keywords/*", "packages/*/newsService"]),
    ("keywords", &["keywords/*"]),
    ("slugline", &["topic"]),
    ("note", &["editorialInfo"]),
    ("credit", &["credit", "source"]),
];

const DPA: Pointers = &[
    ("guid", &["urn"]),
    ("version", &["version"]),
    ("headline", &["headline"]),
    ("byline", &["byline"]),
    ("dateline", &["dateline"]),
    ("language", &["language"]),
    ("published", &["content_created"]),
    ("updated", &["version_created"]),
    ("embargo", &["embargoed"]),
    ("status", &["pubstatus"]),
    ("urgency", &["urgency"]),
    ("subjects", &["categories/*/qcode", "rubrics/*"]),
];

const AFP: Pointers = &[
    ("guid", &["uno"]),
    ("version", &["revision"]),
    ("headline", &["headline", "title"]),
    ("dateline", &["city"]),
    ("language", &["lang"]),
    ("published", &["created"]),
    ("updated", &["published"]),
    ("embargo", &["embargoed"]),
    ("status", &["status"]),
    ("urgency", &["urgency"]),
    ("subjects", &["iptc/*", "mediatopic/*"]),
];

/// A mail's own fields, as far as nothing in them is encoded.
fn mail(text: &str) -> Vec<Vec<Fact>> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let field = |name: &str| {
        let line = head.lines().find(|line| line.to_lowercase().starts_with(name))?;
        Some(line[name.len()..].trim().trim_matches(['<', '>']).to_owned())
            .filter(|value| !value.contains("=?"))
    };
    // A form's headline is in its text.
    let is_form = body.contains("\"Headline\"");
    let fields = [("guid", "message-id:"), ("published", "date:"), ("headline", "subject:")];
    let said = fields.into_iter().filter(|(name, _)| !(is_form && *name == "headline"));
    vec![said.filter_map(|(name, written)| Some(Fact { field: name, value: field(written)? })).collect()]
}

/// IPTC 7901 and ANPA: a header line with priority and category; every message can be told from others.
pub fn telegraph(bytes: &[u8]) -> Vec<Vec<Fact>> {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    if !matches!(bytes.first(), Some(0x01 | 0x16)) {
        return mail(text.trim_start());
    }
    let fact = |field, value: &str| Fact { field, value: value.to_owned() };
    let message = |message: &str| {
        let header = message.lines().next().unwrap_or_default();
        let parts: Vec<&str> = header.split_whitespace().collect();
        let mut facts = vec![fact("guid", "*")];
        if let [_, priority, category, _, ..] = parts[..]
            && priority.len() == 1
            && priority.parse::<u8>().is_ok_and(|priority| (1..=9).contains(&priority))
        {
            facts.extend([fact("urgency", priority), fact("subjects", category)]);
        }
        facts
    };
    text.split('\u{1}').skip(1).filter(|part| part.contains('\u{2}')).map(message).collect()
}
