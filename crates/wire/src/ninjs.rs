//! ninjs, IPTC's news in JSON: 1.0–1.4 (`headline`, `body_html`, `associations` as a map), 2.x and
//! 3.x (`headlines[]`, `bodies[]`, `associations[]`), and its dialects of Superdesk and AP.
//!
//! Keys are found however they are capitalised. An answer of an agency's interface that wraps items
//! (`items`, `data.item`, …) is unwrapped; descriptions of events and plans are no stories and are
//! left out with a problem that says so. Spec: <https://iptc.org/std/ninjs/>.

mod codes;
mod media;

use crate::feed::MOST_MEDIA;
use crate::html;
use crate::json::fields::{self, Reader, plain, status_of, words as title};
use crate::json::{Node, Value};
use crate::{
    Body, Credit, Hints, Item, ItemKind, Link, LinkRole, Media, Parsed, Problem, Rights, Signal, Status,
    byline,
};

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    fields::items(bytes, hints, |reader, roots| {
        let mut found = Vec::new();
        roots.iter().for_each(|root| gather(root, None, 0, &mut found));
        if found.is_empty() && reader.problems.is_empty() {
            reader.problems.push(
                Problem::error("This JSON holds no ninjs item: no object has a headline, a body or a uri.")
                    .remedy("If it is an answer of the agency's search, ask for its feed of stories."),
            );
        }
        found.iter().filter_map(|(node, beside)| reader.item(node, *beside)).collect()
    })
}

/// An item, and the object beside its wrapper that has its text where it has none itself: AP's answers keep the
/// story as `nitf` beside `data`.
type Found<'d, 's> = (&'d Node<'s>, Option<&'d Node<'s>>);

/// Collects the objects that are items, through the wrappers that interfaces put around them.
fn gather<'d, 's>(
    node: &'d Node<'s>,
    beside: Option<&'d Node<'s>>,
    depth: usize,
    found: &mut Vec<Found<'d, 's>>,
) {
    const WRAPPERS: [&str; 10] =
        ["items", "_items", "item", "data", "results", "docs", "hits", "search", "newsitems", "_source"];
    const DEEPEST: usize = 5;
    if depth > DEEPEST {
        return;
    }
    match &node.value {
        Value::List(entries) => entries.iter().for_each(|entry| gather(entry, beside, depth + 1, found)),
        Value::Object(_) if is_item(node) => found.push((node, beside)),
        Value::Object(_) => {
            let inside = WRAPPERS.iter().filter_map(|key| node.get(key));
            let beside = node.get("nitf").filter(|nitf| nitf.is_object()).or(beside);
            inside.for_each(|inner| gather(inner, beside, depth + 1, found));
        }
        _ => {}
    }
}

fn is_item(node: &Node<'_>) -> bool {
    const SIGNS: [&str; 11] = [
        "uri",
        "headline",
        "headlines",
        "bodies",
        "body_html",
        "body_text",
        "body_xhtml",
        "versioncreated",
        "pubstatus",
        "eventdetails",
        "plannedcoverage",
    ];
    node.any(&SIGNS).is_some()
}

impl Reader<'_, '_> {
    fn item(&mut self, node: &Node<'_>, beside: Option<&Node<'_>>) -> Option<Item> {
        let (mut body, mut in_body) = self.body(node);
        if let Some(text) = beside.filter(|_| body.blocks.is_empty()) {
            (body, in_body) = self.body(text);
        }
        if body.blocks.is_empty() && self.is_plan(node) {
            return None;
        }
        let language = node.text_of("language").map(str::to_owned);
        let mut item = Item {
            guid: guid(node),
            version: self.version(node),
            kind: kind(node),
            status: self.pub_status(node),
            signal: signal(node),
            ed_note: self.text(node, &["ednote"]),
            headline: self.headline(node),
            subheadline: role(node, "headlines", &["subheadline", "sub", "subtitle", "deck"])
                .or_else(|| title(node, &["subheadline", "headline_sub", "headline_extended"]))
                .or_else(|| title(node.get("extra")?, &["subtitle", "headline_extended"])),
            summary: summary(node),
            thread: None,
            slugline: title(node, &["slugline", "slug"]),
            bylines: names(node),
            dateline_place: title(node, &["located"])
                .or_else(|| title(node.at(&["dateline", "located"])?, &["city"]))
                .or_else(|| title(node.get("datelinelocation")?, &["city"])),
            dateline_text: node.at(&["dateline", "text"]).or(node.get("dateline")).and_then(plain),
            credit: credit(node),
            language: language.or_else(|| self.hints.language.clone()),
            published: self.moment(node, &["firstpublished", "firstcreated", "contentcreated"]),
            updated: self.moment(node, &["versioncreated", "_updated"]),
            embargo: None,
            expires: self.moment(node, &["expires", "expiry"]),
            urgency: self.urgency(node, "urgency"),
            genre: ["genre", "genres"].iter().flat_map(|key| node.entries_of(key)).find_map(code_name),
            subjects: codes::all(node),
            keywords: keywords(node),
            rights: rights(node),
            body,
            media: in_body,
            links: Vec::new(),
            url: None,
        };
        self.embargoed(node, &mut item);
        self.links(node, &mut item);
        self.pictures(node, &mut item);
        if matches!(item.kind, ItemKind::Text | ItemKind::Package) && item.dateline_text.is_none() {
            crate::dateline_in_text::fill(&mut item);
        }
        Some(item)
    }

    /// Events, plans and coverage lists are for the desk's diary.
    fn is_plan(&mut self, node: &Node<'_>) -> bool {
        let planned = matches!(node.text_of("type"), Some("event" | "planning"))
            || node.any(&["eventdetails", "plannedcoverage"]).is_some();
        if planned {
            let name = title(node, &["title", "headline", "uri"]).unwrap_or_default();
            let message =
                format!("\"{name}\" describes an event or a plan, not a story, so it was left out.");
            let remedy = "It is for the desk's diary; stories about it come as items of their own.";
            self.problem(node, "", Problem::warning(message).remedy(remedy));
        }
        planned
    }

    fn version(&mut self, node: &Node<'_>) -> Option<u64> {
        let version = node.any(&["version", "_current_version"])?;
        let number = version.whole();
        if number.is_none() {
            let problem =
                Problem::note("The version is no whole number, so the item is ordered by its time.");
            self.problem(version, "version", problem);
        }
        number
    }

    /// Superdesk's `state` says where an item is in its making, and only sometimes whether it may be used.
    fn pub_status(&mut self, node: &Node<'_>) -> Status {
        match (node.get("pubstatus"), node.text_of("state")) {
            (Some(written), _) => self.status(written, "pubstatus"),
            (None, state) => state.and_then(status_of).unwrap_or_default(),
        }
    }

    fn headline(&mut self, node: &Node<'_>) -> Option<String> {
        role(node, "headlines", &["main", "headline", ""])
            .or_else(|| self.text(node, &["headline", "headline_main"]))
            .or_else(|| node.entries_of("headlines").iter().find_map(value_of))
            .or_else(|| title(node, &["title"]))
            .or_else(|| {
                // 1.3 lets an agency name its headlines as it likes.
                let own = node.pairs().iter().filter(|(key, _)| key.starts_with("headline_"));
                own.map(|(_, value)| value).find_map(plain)
            })
    }

    /// Words that should be a string; where they are not, what strings there are, and a problem.
    fn text(&mut self, node: &Node<'_>, keys: &[&str]) -> Option<String> {
        let found = node.any(keys)?;
        if !matches!(found.value, Value::Object(_) | Value::List(_)) {
            return plain(found);
        }
        let key = keys.first().copied().unwrap_or_default();
        let message = format!("The field \"{key}\" is not text; the text inside it was taken.");
        self.problem(found, key, Problem::warning(message).remedy("Ask the agency to send it as a string."));
        if let Some(text) = title(found, &["text", "value"]) {
            return Some(text);
        }
        let inside = found.pairs().iter().map(|(_, node)| node).chain(found.entries());
        let words: Vec<String> = inside.filter_map(plain).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn embargoed(&mut self, node: &Node<'_>, item: &mut Item) {
        const KEYS: [&str; 3] = ["embargoed", "embargo", "utc_embargo"];
        let set = node.any(&KEYS).or_else(|| node.get("schedule_settings")?.any(&KEYS));
        if let Some(written) = set {
            self.embargo(written, item);
        }
    }

    /// The fullest form of the text: HTML before text, with Superdesk's footer behind it.
    fn body(&mut self, node: &Node<'_>) -> (Body, Vec<Media>) {
        let mut best: Option<(Body, Vec<Media>)> = None;
        for (text, is_html) in bodies(node) {
            let read = if is_html { self.html(text) } else { (html::text_to_body(text), Vec::new()) };
            if !read.0.blocks.is_empty() {
                best = Some(read);
                break;
            }
        }
        let (mut body, media) = best.unwrap_or_default();
        if let Some(footer) = node.text_of("body_footer") {
            let (footer, _) = self.html(footer);
            let known = body.plain_text();
            if !known.ends_with(footer.plain_text().as_str()) {
                body.blocks.extend(footer.blocks);
            }
        }
        (body, media)
    }

    fn links(&mut self, node: &Node<'_>, item: &mut Item) {
        for (key, role) in [
            ("evolvedfrom", LinkRole::Replaces),
            ("rewrite_of", LinkRole::Replaces),
            ("translated_from", LinkRole::Translation),
            ("translation_id", LinkRole::Translation),
            // AP's.
            ("derivedfrom", LinkRole::Related),
            ("refersto", LinkRole::Related),
        ] {
            for guid in node.entries_of(key).iter().filter_map(Node::text) {
                let is_own = item.guid.as_deref() == Some(guid);
                let is_known = item.links.iter().any(|link| link.guid.as_deref() == Some(guid));
                if item.links.len() >= MOST_MEDIA {
                    let many = format!("The item names more than {MOST_MEDIA} others; the first are taken.");
                    self.problem(node, key, Problem::warning(many));
                    break;
                }
                if !is_own && !is_known {
                    item.links.push(Link { role, guid: Some(guid.to_owned()), ..Link::default() });
                }
            }
        }
        // TT gives every version an address of its own, and lists which took the place of which.
        let own = node
            .entries_of("revisions")
            .iter()
            .find(|revision| item.guid.is_some() && revision.text_of("uri") == item.guid.as_deref());
        let before = own.into_iter().chain([node]).flat_map(|holder| holder.entries_of("replacing"));
        for guid in before.filter_map(Node::text).take(MOST_MEDIA) {
            let is_known = item.links.iter().any(|link| link.guid.as_deref() == Some(guid));
            if !is_known && item.guid.as_deref() != Some(guid) {
                let role = LinkRole::Replaces;
                item.links.push(Link { role, guid: Some(guid.to_owned()), ..Link::default() });
            }
        }
        item.url = node.text_of("url").and_then(|url| crate::address::web(url, self.base.as_ref()));
        for link in node.entries_of("links") {
            let href = link
                .text_of_any(&["href", "url"])
                .and_then(|url| crate::address::web(url, self.base.as_ref()));
            if matches!(link.text_of("rel"), Some("canonical" | "alternate")) && item.url.is_none() {
                item.url = href;
            } else if href.is_some() {
                let title = title(link, &["title", "headline"]);
                item.links.push(Link { role: LinkRole::Related, guid: None, href, title });
            }
        }
    }
}

/// `uri`; where an agency adds the parameters of this one request to it, it is cut to what stays.
fn guid(node: &Node<'_>) -> Option<String> {
    // A map in 1.x, a list of roles in 2.x and later.
    let altids = || node.entries_of("altids").iter();
    let listed = || altids().find(|entry| entry.text_of("role") == Some("itemid"))?.text_of("value");
    let item_id = node.at(&["altids", "itemid"]).and_then(Node::text).or_else(listed);
    let uri = node.text_of_any(&["uri", "guid", "_id", "id"]).or(item_id)?;
    // AP's Media API adds the query's token and the revision's tag to the item's address.
    let is_aps = |path: &&str| path.contains("://api.ap.org/media/v/content/");
    let is_stable = |path: &&str| is_aps(path) || item_id.is_some_and(|id| path.contains(id));
    let stable = uri.split_once('?').map(|(path, _)| path).filter(is_stable);
    Some(stable.unwrap_or(uri).to_owned())
}

fn kind(node: &Node<'_>) -> ItemKind {
    let mime = node.text_of_any(&["mimetype", "contenttype"]).unwrap_or_default();
    match node.text_of("type").unwrap_or_default().to_ascii_lowercase().as_str() {
        "picture" | "image" | "photo" => ItemKind::Picture,
        "graphic" => ItemKind::Graphic,
        "video" => ItemKind::Video,
        "audio" => ItemKind::Audio,
        "composite" | "package" => ItemKind::Package,
        "" if mime.starts_with("image/") => ItemKind::Picture,
        "" if mime.starts_with("video/") => ItemKind::Video,
        "" if mime.starts_with("audio/") => ItemKind::Audio,
        _ => ItemKind::Text,
    }
}

fn signal(node: &Node<'_>) -> Option<Signal> {
    if node.get("correction_sequence").and_then(Node::whole::<u32>).is_some_and(|n| n > 0) {
        return Some(Signal::Correction);
    }
    let said = ["signals", "signal", "editorialtypes"].iter().flat_map(|key| node.entries_of(key));
    let said = said
        .filter_map(|entry| entry.text().or_else(|| entry.text_of_any(&["code", "name", "literal", "uri"])));
    said.filter_map(|signal| {
        let signal = signal.to_ascii_lowercase();
        let is = |words: &[&str]| words.iter().any(|word| signal.contains(word));
        if is(&["kill", "delete", "withdraw", "cancel", "recall"]) {
            Some(Signal::Kill)
        } else if is(&["correct"]) {
            Some(Signal::Correction)
        } else {
            is(&["update"]).then_some(Signal::Update)
        }
    })
    .max_by_key(|signal| match signal {
        Signal::Kill => 2,
        Signal::Correction => 1,
        Signal::Update => 0,
    })
}

fn summary(node: &Node<'_>) -> Option<String> {
    // A picture's words are its caption.
    if kind(node) != ItemKind::Text && kind(node) != ItemKind::Package {
        return None;
    }
    description(node)
}

/// The words that describe an item: a story's summary, a picture's caption.
fn description(node: &Node<'_>) -> Option<String> {
    let aside = ["creditline", "writer", "credit"];
    role(node, "descriptions", &["summary", "caption", "text", "main", "abstract", "short", "html", ""])
        .or_else(|| {
            title(
                node,
                &[
                    "description_text",
                    "description_summary",
                    "description_caption",
                    "description_html",
                    "abstract",
                    "description_main",
                    "description",
                    "caption",
                ],
            )
        })
        .or_else(|| {
            // 1.x lets an agency name its descriptions as it likes, too.
            let is_own =
                |key: &str| key.strip_prefix("description_").is_some_and(|rest| !aside.contains(&rest));
            node.pairs().iter().filter(|(key, _)| is_own(key)).find_map(|(_, value)| plain(value))
        })
        .or_else(|| {
            let others = node.entries_of("descriptions").iter();
            others.filter(|d| d.text_of("role").is_none_or(|role| !aside.contains(&role))).find_map(value_of)
        })
}

fn names(node: &Node<'_>) -> Vec<String> {
    let written = node.any(&["bylines", "byline", "by", "authors", "photographer"]);
    let entries = written.map_or(&[][..], Node::entries).iter();
    let names = entries.filter_map(|entry| {
        plain(entry).or_else(|| title(entry, &["by", "byline", "name", "value", "literal"]))
    });
    names.filter_map(|name| byline::clean(&name)).collect()
}

fn credit(node: &Node<'_>) -> Credit {
    let list = |keys: &[&str]| {
        let entries = keys.iter().flat_map(|key| node.entries_of(key));
        let mut names: Vec<String> =
            entries.filter_map(|e| plain(e).or_else(|| title(e, &["name", "literal", "uri"]))).collect();
        names.dedup();
        (!names.is_empty()).then(|| names.join(", "))
    };
    Credit {
        provider: list(&["provider"]),
        line: title(node, &["creditline", "credit", "description_creditline"])
            .or_else(|| role(node, "descriptions", &["creditline", "credit"])),
        source: list(&["infosource", "infosources"]).or_else(|| list(&["source"])),
        copyright_holder: title(node, &["copyrightholder"]),
        copyright_notice: title(node, &["copyrightnotice"]),
    }
}

fn rights(node: &Node<'_>) -> Rights {
    let terms: Vec<String> = node.entries_of("usageterms").iter().filter_map(plain).collect();
    let terms = (!terms.is_empty()).then(|| terms.join(" "));
    Rights { usage_terms: terms.or_else(|| rights_expression(node)), limits: Vec::new() }
}

/// Rights that are written for people, or the address where they are; policies for machines are not.
fn rights_expression(node: &Node<'_>) -> Option<String> {
    let rights = node.get("rightsinfo").unwrap_or(node);
    let words = rights.text_of("encodedrights").filter(|text| !text.starts_with(['{', '<', '[']));
    words.or_else(|| rights.text_of("linkedrights")).map(str::to_owned)
}

fn keywords(node: &Node<'_>) -> Vec<String> {
    let entries = ["keywords", "keyword"].iter().flat_map(|key| node.entries_of(key));
    let words =
        entries.filter_map(|entry| entry.text().or_else(|| entry.text_of_any(&["name", "value", "literal"])));
    words.flat_map(|text| text.split([',', ';'])).map(html::plain).filter(|word| !word.is_empty()).collect()
}

/// The texts an item offers, HTML first, and whether each is HTML.
fn bodies<'n>(node: &'n Node<'_>) -> Vec<(&'n str, bool)> {
    let mut found = Vec::new();
    for body in node.entries_of("bodies") {
        let Some(text) = body.text_of("value").or_else(|| body.text()) else { continue };
        let mime = body.text_of("contenttype").unwrap_or_default();
        let said = body.text_of("role").unwrap_or_default();
        found.push((
            text,
            mime.contains("html") || said.contains("html") || (mime.is_empty() && html::is_html(text)),
        ));
    }
    for (key, value) in node.pairs() {
        let key = key.to_ascii_lowercase();
        if key.starts_with("body_")
            && key != "body_footer"
            && let Some(text) = value.text()
        {
            found.push((text, key.ends_with("html") || html::is_html(text)));
        }
    }
    found.sort_by_key(|(_, is_html)| !is_html);
    found
}

/// The value of the first entry of a list that plays one of these roles, the first role first.
fn role(node: &Node<'_>, list: &str, roles: &[&str]) -> Option<String> {
    let entries = node.entries_of(list);
    let plays = |role: &str| {
        entries.iter().find(|entry| entry.text_of("role").unwrap_or_default().eq_ignore_ascii_case(role))
    };
    roles.iter().find_map(|role| value_of(plays(role)?))
}

fn value_of(entry: &Node<'_>) -> Option<String> {
    entry.get("value").and_then(plain).or_else(|| plain(entry))
}

fn code_name(entry: &Node<'_>) -> Option<String> {
    plain(entry).or_else(|| title(entry, &["name", "literal", "qcode", "code", "uri"]))
}
