//! Ghost's export: one JSON object of the tables of its database.
//!
//! Posts, authors and tags stand in tables of their own that refer to each other, so the file is read whole.
//! Described at <https://docs.ghost.org/migration/custom>.

use std::collections::HashMap;

use jiff::Timestamp;
use url::Url;

use super::{Author, Comment, CommentState, Imported, Picture, Post, PostKind, PostState, Site, Term, left};
use crate::html::{self, HtmlOptions};
use crate::json::fields::{plain, words};
use crate::json::{self, Node};
use crate::{Hints, Media, Moment, Rendition, address, dates};

/// How Ghost writes its own address, so that an export can move.
const OWN_ADDRESS: &str = "__GHOST_URL__";

/// Around a part of a post that is not for everybody.
const GATE: &str = "kg-gated-block:begin";
const GATE_END: &str = "kg-gated-block:end";

/// Reads an export. `site` is the old site's address, which the export does not say.
pub fn ghost(bytes: &[u8], site: Option<&str>) -> Vec<Imported> {
    json::read(bytes, &Hints::default(), |document| {
        let mut found: Vec<Imported> = Vec::new();
        for problem in &document.problems {
            found.push(left("a part of the file", None, problem.to_string()));
        }
        let mut any = false;
        for root in &document.roots {
            let dumps = root.get("db").unwrap_or(root).entries();
            for data in dumps.iter().filter_map(|dump| dump.get("data")) {
                any = true;
                Export::new(data, site).read(&mut found);
            }
        }
        if !any {
            let why = "This JSON has no \"db\" with \"data\" in it, so it is no export of Ghost's.";
            found.push(left("the file", None, why));
        }
        found
    })
}

struct Export<'d, 's> {
    data: &'d Node<'s>,
    site: Option<String>,
    base: Option<Url>,
    /// By the post's id.
    about: HashMap<&'d str, &'d Node<'s>>,
    authors: HashMap<&'d str, Vec<&'d str>>,
    tags: HashMap<&'d str, Vec<&'d str>>,
    /// Slugs by id.
    author_slugs: HashMap<&'d str, &'d str>,
    tag_slugs: HashMap<&'d str, &'d str>,
    members: HashMap<&'d str, &'d Node<'s>>,
}

impl<'d, 's> Export<'d, 's> {
    fn new(data: &'d Node<'s>, site: Option<&str>) -> Self {
        let slugs = |table: &str| {
            let rows = data.entries_of(table).iter();
            rows.filter_map(|row| Some((row.text_of("id")?, row.text_of("slug")?))).collect()
        };
        let about =
            data.entries_of("posts_meta").iter().filter_map(|row| Some((row.text_of("post_id")?, row)));
        Export {
            data,
            site: site.map(|site| site.trim_end_matches('/').to_owned()),
            base: site.and_then(|site| Url::parse(site).ok()),
            about: about.collect(),
            authors: related(data, "posts_authors", "author_id"),
            tags: related(data, "posts_tags", "tag_id"),
            author_slugs: slugs("users"),
            tag_slugs: data
                .entries_of("tags")
                .iter()
                .filter(|row| !is_internal(row))
                .filter_map(|row| Some((row.text_of("id")?, row.text_of("slug")?)))
                .collect(),
            members: data
                .entries_of("members")
                .iter()
                .filter_map(|row| Some((row.text_of("id")?, row)))
                .collect(),
        }
    }

    fn read(&self, found: &mut Vec<Imported>) {
        found.push(Imported::Site(self.site()));
        let users = self.data.entries_of("users").iter();
        found.extend(users.filter_map(|user| self.author(user)).map(Imported::Author));
        let tags = self.data.entries_of("tags").iter();
        found.extend(tags.filter_map(tag).map(Imported::Tag));
        self.data.entries_of("posts").iter().for_each(|post| self.post(post, found));
        self.data.entries_of("comments").iter().for_each(|comment| self.comment(comment, found));
        for (table, what) in
            [("members", "readers' accounts"), ("newsletters", "newsletters"), ("offers", "offers")]
        {
            let rows = self.data.entries_of(table).len();
            if rows > 0 {
                let why = format!("The export has {rows}; they have no place here.");
                found.push(left(what, None, why));
            }
        }
    }

    fn site(&self) -> Site {
        Site {
            title: self.setting("title"),
            url: self.site.clone(),
            language: self.setting("locale").or_else(|| self.setting("lang")),
        }
    }

    fn setting(&self, key: &str) -> Option<String> {
        let rows = self.data.entries_of("settings").iter();
        rows.filter(|row| row.text_of("key") == Some(key)).find_map(|row| words(row, &["value"]))
    }

    fn author(&self, user: &Node<'_>) -> Option<Author> {
        let key = user.text_of("slug")?.to_owned();
        Some(Author {
            name: words(user, &["name"]).unwrap_or_else(|| key.clone()),
            key,
            email: user.text_of("email").map(str::to_owned),
            about: words(user, &["bio"]),
            url: user.text_of("website").and_then(|url| address::web(url, None)),
            picture: user.text_of_any(&["profile_image", "image"]).and_then(|url| self.file(url)),
        })
    }

    fn post(&self, node: &'d Node<'s>, found: &mut Vec<Imported>) {
        let id = node.text_of("id").unwrap_or_default();
        let title = words(node, &["title"]);
        let slug = node.text_of("slug").map(str::to_owned);
        let about = self.about.get(id).copied();
        let is_page = node.text_of("type") == Some("page") || is_true(node, "page");
        let (body, media) = self.body(node, title.as_deref(), found);
        let listed = |of: &HashMap<&str, Vec<&'d str>>, slugs: &HashMap<&str, &str>| -> Vec<String> {
            let ids = of.get(id).into_iter().flatten();
            ids.filter_map(|id| slugs.get(id)).map(|slug| (*slug).to_owned()).collect()
        };
        let mut authors = listed(&self.authors, &self.author_slugs);
        if authors.is_empty() {
            let only = node.text_of("author_id").and_then(|id| self.author_slugs.get(id));
            authors.extend(only.map(|slug| (*slug).to_owned()));
        }
        let by_mail_alone = about.is_some_and(|about| is_true(about, "email_only"));
        let state = match node.text_of("status").unwrap_or_default() {
            "sent" => PostState::Private,
            _ if by_mail_alone => PostState::Private,
            "published" => PostState::Published,
            "scheduled" => PostState::Scheduled,
            _ => PostState::Draft,
        };
        let at = |key: &str| node.get(key).and_then(moment);
        found.push(Imported::Post(Box::new(Post {
            id: id.to_owned(),
            kind: if is_page { PostKind::Page } else { PostKind::Post },
            state,
            title,
            addresses: self.addresses(node, slug.as_deref()),
            slug,
            published: at("published_at").or_else(|| at("created_at")),
            updated: at("updated_at"),
            authors,
            tags: listed(&self.tags, &self.tag_slugs),
            summary: words(node, &["custom_excerpt"]).or_else(|| words(about?, &["meta_description"])),
            body,
            media,
            lead_picture: self.lead_picture(node, about).map(Picture::File),
            is_sticky: is_true(node, "featured"),
            takes_comments: self.setting("comments_enabled").is_some_and(|who| who != "off"),
            is_closed: node.text_of("visibility").is_some_and(|who| who != "public"),
            ..Post::default()
        })));
    }

    /// Ghost serves a post at its slug; a canonical address is where it stood before Ghost.
    fn addresses(&self, node: &Node<'_>, slug: Option<&str>) -> Vec<String> {
        let own = slug.map(|slug| format!("{}/{slug}/", self.site.as_deref().unwrap_or_default()));
        let canonical = node.text_of("canonical_url").and_then(|url| address::web(url, self.base.as_ref()));
        own.into_iter().chain(canonical).collect()
    }

    /// The post's HTML. Ghost stores it beside its editor's own notation; where it does not, the bare text.
    fn body(
        &self,
        node: &Node<'_>,
        title: Option<&str>,
        found: &mut Vec<Imported>,
    ) -> (crate::Body, Vec<Media>) {
        if let Some(text) = node.text_of("html") {
            let own = self.site.as_deref().unwrap_or_default();
            let (open, gated) = for_everybody(text);
            if gated > 0 {
                let why = format!("{gated} parts of it were for members alone.");
                found.push(left("words for members", title, why));
            }
            let html = open.replace(OWN_ADDRESS, own);
            let (body, media, _) = html::to_body(&html, &HtmlOptions { base_url: self.base.as_ref() });
            return (body, media);
        }
        let bare = node.text_of("plaintext").map(html::text_to_body);
        if node.any(&["lexical", "mobiledoc", "markdown"]).is_some() {
            let why = match bare {
                Some(_) => "The export has no HTML of it, so only its bare text was taken.",
                None => "The export has it only in the notation of Ghost's editor; export it with its HTML.",
            };
            found.push(left("the form of a post", title, why));
        }
        (bare.unwrap_or_default(), Vec::new())
    }

    fn lead_picture(&self, node: &Node<'_>, about: Option<&Node<'_>>) -> Option<Media> {
        let href = self.file(node.text_of_any(&["feature_image", "image"])?)?;
        let said = |key: &str| about.into_iter().chain([node]).find_map(|row| words(row, &[key]));
        Some(Media {
            caption: said("feature_image_caption").map(|caption| html::plain(&caption)),
            alt: said("feature_image_alt"),
            renditions: vec![Rendition { href, ..Rendition::default() }],
            ..Media::default()
        })
    }

    fn comment(&self, node: &Node<'_>, found: &mut Vec<Imported>) {
        let (Some(id), Some(post)) = (node.text_of("id"), node.text_of("post_id")) else { return };
        let text = node.text_of("html").unwrap_or_default();
        let (body, ..) = html::to_body(text, &HtmlOptions { base_url: self.base.as_ref() });
        let member = node.text_of("member_id").and_then(|id| self.members.get(id)).copied();
        found.push(Imported::Comment(Comment {
            id: id.to_owned(),
            post: post.to_owned(),
            parent: node.text_of("parent_id").map(str::to_owned),
            author: member.and_then(|member| words(member, &["name"])),
            email: member.and_then(|member| member.text_of("email").map(str::to_owned)),
            url: None,
            at: node.get("created_at").and_then(moment),
            state: match node.text_of("status") {
                Some("published") => CommentState::Published,
                Some("deleted") => CommentState::Trash,
                _ => CommentState::Waiting,
            },
            body,
        }));
    }

    /// The address of a file of the old site, or its name beside the export.
    fn file(&self, written: &str) -> Option<String> {
        match (written.strip_prefix(OWN_ADDRESS), &self.site) {
            (Some(path), Some(site)) => Some(format!("{site}{path}")),
            (Some(path), None) => address::file(path.trim_start_matches('/'), None),
            (None, _) => address::file(written.trim_start_matches('/'), self.base.as_ref()),
        }
    }
}

/// The HTML without the parts that Ghost shows to members alone, and how many they are. What has no end goes on to the
/// end of the post.
fn for_everybody(html: &str) -> (String, usize) {
    let (mut open, mut gated, mut rest) = (String::with_capacity(html.len()), 0, html);
    // Both stand in comments.
    let before_comment = |text: &'_ str| text.trim_end().strip_suffix("<!--").unwrap_or(text).len();
    while let Some((before, from)) = rest.split_once(GATE) {
        let (gate, behind) = from.split_once("-->").unwrap_or((from, ""));
        let (inside, after) = behind.split_once(GATE_END).unwrap_or((behind, ""));
        open.push_str(&before[..before_comment(before)]);
        if gate.contains("nonMember:true") {
            open.push_str(&inside[..before_comment(inside)]);
        } else {
            gated += 1;
        }
        rest = after.split_once("-->").map_or("", |(_, rest)| rest);
    }
    open.push_str(rest);
    (open, gated)
}

/// The other side of a table of pairs, in the order that it sorts them in.
fn related<'d>(data: &'d Node<'_>, table: &str, other: &str) -> HashMap<&'d str, Vec<&'d str>> {
    let rows = data.entries_of(table).iter().filter_map(|row| {
        let order = row.get("sort_order").and_then(Node::whole::<u32>).unwrap_or(0);
        Some((row.text_of("post_id")?, order, row.text_of(other)?))
    });
    let mut rows: Vec<(&str, u32, &str)> = rows.collect();
    rows.sort_by_key(|(_, order, _)| *order);
    let mut found: HashMap<&str, Vec<&str>> = HashMap::new();
    rows.into_iter().for_each(|(post, _, other)| found.entry(post).or_default().push(other));
    found
}

/// Such tags are for the site's makers.
fn is_internal(row: &Node<'_>) -> bool {
    row.text_of("visibility") == Some("internal")
        || row.get("name").and_then(plain).is_some_and(|name| name.starts_with('#'))
}

fn tag(row: &Node<'_>) -> Option<Term> {
    let name = row.get("name").and_then(plain).filter(|_| !is_internal(row))?;
    let slug = row.text_of("slug").map_or_else(|| name.clone(), str::to_owned);
    Some(Term { slug, name, parent: None, about: words(row, &["description"]) })
}

/// "2025-06-30 15:31:36" in UTC, ISO 8601, or milliseconds of old exports.
fn moment(written: &Node<'_>) -> Option<Moment> {
    if let Some(at) = written.whole::<i64>() {
        return Timestamp::from_millisecond(at).ok().map(Moment::utc);
    }
    let moment = dates::parse(written.text()?, &Hints::default()).ok()?;
    Some(Moment { offset: moment.offset.or(Some(0)), ..moment })
}

fn is_true(node: &Node<'_>, key: &str) -> bool {
    matches!(node.get(key).map(|value| &value.value), Some(json::Value::Bool(true)))
        || node.get(key).and_then(Node::whole::<u8>) == Some(1)
        || matches!(node.text_of(key), Some("1" | "true"))
}
