//! WXR: WordPress's eXtended RSS, read as a stream. One element of the file is in memory at a time.
//!
//! An `item` is a post, a page or an attachment by its `wp:post_type`; its comments stand inside it.
//! Described at <https://ipggi.wordpress.com/2011/03/16/the-wordpress-extended-rss-wxr-exportimport-xml-document-format-decoded-and-explained/>.

use std::collections::{HashSet, VecDeque};
use std::io::BufRead;

use jiff::{civil::DateTime, tz::Offset};
use url::Url;

use super::{
    Attachment, Author, Comment, CommentState, Imported, Picture, Post, PostKind, PostState, Site, Term,
    elements::Elements, left, wordpress,
};
use crate::html::{self, HtmlOptions};
use crate::xml::{Document, Element, Limits};
use crate::{Hints, Media, Moment, Precision, Rendition, dates, feed, text};

/// What stands above the posts, and the posts.
const WANTED: [&str; 10] = [
    "title",
    "link",
    "language",
    "wp:base_site_url",
    "wp:base_blog_url",
    "wp:author",
    "wp:category",
    "wp:tag",
    "wp:term",
    "item",
];

/// Reads an export. An error of the input ends it, and is told as the last [`Imported::Left`].
pub fn wxr<R: BufRead>(input: R) -> Wxr<R> {
    Wxr {
        elements: Elements::new(input, &WANTED),
        site: Some(Site::default()),
        base: None,
        terms: HashSet::new(),
        ready: VecDeque::new(),
    }
}

/// An export, thing by thing.
pub struct Wxr<R> {
    elements: Elements<R>,
    /// What was read of the site; taken when it is handed out.
    site: Option<Site>,
    base: Option<Url>,
    /// Sections and tags that were told: an export of some posts alone names them with the posts only.
    terms: HashSet<(bool, String)>,
    /// A post's comments and what was left of it come behind it.
    ready: VecDeque<Imported>,
}

impl<R: BufRead> Iterator for Wxr<R> {
    type Item = Imported;

    fn next(&mut self) -> Option<Imported> {
        while self.ready.is_empty() {
            let element = match self.elements.next() {
                Ok(Some(element)) => element,
                Ok(None) => {
                    return self.site.take().filter(|site| *site != Site::default()).map(Imported::Site);
                }
                Err(error) => {
                    self.site = None;
                    let why = format!("The file could not be read to its end ({error}); read it again.");
                    return Some(left("the rest of the file", None, why));
                }
            };
            if element.is_cut {
                let why = "It is longer than any post can be, so only its beginning was read.";
                self.ready.push_back(left("the end of a post", None, why));
            }
            let (source, _) = text::decode(&element.source, None);
            let document = Document::parse(&source, &Limits::default());
            let Some(root) = document.root() else { continue };
            if self.is_of_site(root) {
                continue;
            }
            if let Some(site) = self.site.take() {
                self.base = site.url.as_deref().and_then(|url| Url::parse(url).ok());
                self.ready.push_back(Imported::Site(site));
            }
            self.element(element.name, root);
        }
        self.ready.pop_front()
    }
}

impl<R: BufRead> Wxr<R> {
    /// Title, address and language of the site; `false` for anything else. They stand before all of it.
    fn is_of_site(&mut self, element: Element<'_>) -> bool {
        let name = element.name();
        if !["title", "link", "language", "base_site_url", "base_blog_url"].contains(&name) {
            return false;
        }
        if let Some(site) = &mut self.site {
            let field = match name {
                "title" => &mut site.title,
                "language" => &mut site.language,
                _ => &mut site.url,
            };
            *field = field.take().or_else(|| element.words());
        }
        true
    }

    fn element(&mut self, name: &str, element: Element<'_>) {
        match name {
            "wp:author" => self.ready.extend(author(element).map(Imported::Author)),
            "wp:category" => self.term(true, term(element, "category_nicename", "cat_name", "category")),
            "wp:tag" => self.term(false, term(element, "tag_slug", "tag_name", "tag")),
            "wp:term" => {
                let found = term(element, "term_slug", "term_name", "term");
                match words(element, "term_taxonomy").as_deref() {
                    Some("category") => self.term(true, found),
                    Some("post_tag") => self.term(false, found),
                    // Menus and formats are WordPress's own business.
                    Some("nav_menu" | "post_format" | "wp_theme" | "link_category") | None => {}
                    Some(other) => {
                        let name = found.map(|term| term.name);
                        let why = "Stories are filed under sections and tags only.";
                        self.ready.push_back(left(format!("taxonomy {other}"), name.as_deref(), why));
                    }
                }
            }
            _ => self.item(element),
        }
    }

    fn term(&mut self, is_section: bool, term: Option<Term>) {
        let Some(term) = term.filter(|term| self.terms.insert((is_section, term.slug.clone()))) else {
            return;
        };
        self.ready.push_back(if is_section { Imported::Section(term) } else { Imported::Tag(term) });
    }

    fn item(&mut self, element: Element<'_>) {
        match words(element, "post_type").as_deref().unwrap_or("post") {
            "attachment" => self.attachment(element),
            "post" => self.post(element, PostKind::Post),
            "page" => self.post(element, PostKind::Page),
            // What WordPress keeps for itself.
            "revision"
            | "nav_menu_item"
            | "custom_css"
            | "customize_changeset"
            | "oembed_cache"
            | "wp_block"
            | "wp_template"
            | "wp_template_part"
            | "wp_global_styles"
            | "wp_navigation"
            | "user_request"
            | "wp_font_family"
            | "wp_font_face" => {}
            other => {
                let title = words(element, "title").or_else(|| words(element, "link"));
                let why = format!("WordPress calls it \"{other}\", which is neither a post nor a page.");
                self.ready.push_back(left(format!("post type {other}"), title.as_deref(), why));
            }
        }
    }

    fn attachment(&mut self, element: Element<'_>) {
        let title = words(element, "title");
        let Some(url) = words(element, "attachment_url").or_else(|| words(element, "guid")) else {
            let why = "It names no file.";
            return self.ready.push_back(left("attachment", title.as_deref(), why));
        };
        let caption = encoded(element, "excerpt").map(|html| html::plain(&html));
        self.ready.push_back(Imported::Attachment(Attachment {
            id: id(element),
            post: words(element, "post_parent").filter(|id| id != "0"),
            url,
            title,
            caption: caption.filter(|caption| !caption.is_empty()),
            alt: meta(element, "_wp_attachment_image_alt"),
            description: encoded(element, "content").map(|html| html::plain(&html)).filter(|d| !d.is_empty()),
            author: words(element, "creator"),
            uploaded: moment(element, "post_date"),
        }));
    }

    fn post(&mut self, element: Element<'_>, kind: PostKind) {
        let id = id(element);
        let title = words(element, "title");
        let read = wordpress::read(&encoded(element, "content").unwrap_or_default());
        let (body, media, _) = html::to_body(&read.html, &HtmlOptions { base_url: self.base.as_ref() });
        let summary =
            encoded(element, "excerpt").map(|html| html::plain(&html)).filter(|text| !text.is_empty());
        let state = state(&words(element, "status").unwrap_or_default());
        let addresses = [words(element, "link"), words(element, "guid")].into_iter().flatten();
        let mut post = Post {
            id: id.clone(),
            kind,
            state,
            title: title.clone(),
            slug: words(element, "post_name"),
            addresses: addresses.filter(|address| address.starts_with("http")).collect(),
            published: moment(element, "post_date").or_else(|| pub_date(element)),
            updated: moment(element, "post_modified"),
            authors: words(element, "creator").into_iter().collect(),
            summary,
            body,
            media,
            lead_picture: meta(element, "_thumbnail_id")
                .map(Picture::Attachment)
                .or_else(|| own_file(element)),
            gallery: read.gallery,
            shows_uploads: read.shows_uploads,
            is_sticky: words(element, "is_sticky").is_some_and(|sticky| sticky == "1"),
            takes_comments: words(element, "comment_status").is_some_and(|status| status == "open"),
            is_closed: words(element, "post_password").is_some(),
            ..Post::default()
        };
        let before = old_addresses(element, post.addresses.first(), post.slug.as_deref());
        post.addresses.extend(before);
        post.addresses.dedup();
        let mut written_by = Vec::new();
        for category in element.all("category") {
            let slug = category.filled("nicename").map(str::to_owned).or_else(|| category.words());
            let Some(slug) = slug else { continue };
            let named = |slug: &String| Term {
                slug: slug.clone(),
                name: category.words().unwrap_or_else(|| slug.clone()),
                ..Term::default()
            };
            match category.attr("domain").unwrap_or("category") {
                "category" => {
                    self.term(true, Some(named(&slug)));
                    post.sections.push(slug);
                }
                "post_tag" | "tag" => {
                    self.term(false, Some(named(&slug)));
                    post.tags.push(slug);
                }
                // Several authors, as the usual plug-in keeps them.
                "author" => written_by.push(slug.strip_prefix("cap-").unwrap_or(&slug).to_owned()),
                _ => {}
            }
        }
        if !written_by.is_empty() {
            post.authors = written_by;
        }
        self.ready.push_back(Imported::Post(Box::new(post)));
        let of = title.or_else(|| words(element, "link"));
        for what in read.left {
            let why = "It is filled by a plug-in when the page is shown; nothing of it is in the export.";
            self.ready.push_back(left(what, of.as_deref(), why));
        }
        for comment in element.all("comment") {
            self.comment(comment, &id, of.as_deref());
        }
    }

    fn comment(&mut self, element: Element<'_>, post: &str, of: Option<&str>) {
        match words(element, "comment_type").as_deref() {
            None | Some("" | "comment") => {}
            Some(kind @ ("pingback" | "trackback")) => {
                let why = "It is a notice of another site, not a reader's comment.";
                return self.ready.push_back(left(kind, of, why));
            }
            // Editors' notes to each other, among them.
            Some(kind) => {
                let why = "It is no reader's comment.";
                return self.ready.push_back(left(format!("comment type {kind}"), of, why));
            }
        }
        let written = element.child("comment_content").map(|e| e.text().into_owned()).unwrap_or_default();
        let html = wordpress::read(&written).html;
        let (body, ..) = html::to_body(&html, &HtmlOptions { base_url: self.base.as_ref() });
        let said = |name: &str| words(element, name);
        self.ready.push_back(Imported::Comment(Comment {
            id: said("comment_id").unwrap_or_default(),
            post: post.to_owned(),
            parent: said("comment_parent").filter(|parent| parent != "0"),
            author: said("comment_author"),
            email: said("comment_author_email"),
            url: said("comment_author_url").and_then(|url| crate::address::web(&url, None)),
            at: moment(element, "comment_date"),
            state: match said("comment_approved").as_deref() {
                Some("1" | "approve" | "approved") => CommentState::Published,
                Some("spam") => CommentState::Spam,
                Some("trash" | "post-trashed") => CommentState::Trash,
                _ => CommentState::Waiting,
            },
            body,
        }));
    }
}

fn words(element: Element<'_>, name: &str) -> Option<String> {
    element.child(name).and_then(feed::words)
}

/// `content:encoded` and `excerpt:encoded` have one name.
fn encoded(item: Element<'_>, prefix: &str) -> Option<String> {
    let found = item.all("encoded").find(|e| e.prefix() == prefix)?;
    feed::filled(found.text())
}

/// The first value of a post's meta key.
fn meta(item: Element<'_>, key: &str) -> Option<String> {
    item.all("postmeta")
        .find(|meta| words(*meta, "meta_key").as_deref() == Some(key))
        .and_then(|meta| words(meta, "meta_value"))
}

/// WordPress keeps the slugs that a post had, and leads from them to it.
fn old_addresses(item: Element<'_>, address: Option<&String>, slug: Option<&str>) -> Vec<String> {
    let place = address.zip(slug).and_then(|(address, slug)| {
        let bare = address.trim_end_matches('/');
        Some((bare.strip_suffix(slug).filter(|front| front.ends_with('/'))?, &address[bare.len()..]))
    });
    let Some((front, end)) = place else { return Vec::new() };
    let slugs =
        item.all("postmeta").filter(|meta| words(*meta, "meta_key").as_deref() == Some("_wp_old_slug"));
    slugs.filter_map(|meta| words(meta, "meta_value")).map(|slug| format!("{front}{slug}{end}")).collect()
}

/// A post that names a file itself, as some exporters write it.
fn own_file(item: Element<'_>) -> Option<Picture> {
    let href = crate::address::web(&words(item, "attachment_url")?, None)?;
    let renditions = vec![Rendition { href, ..Rendition::default() }];
    Some(Picture::File(Media { renditions, ..Media::default() }))
}

fn id(item: Element<'_>) -> String {
    let said = words(item, "post_id").or_else(|| words(item, "guid")).or_else(|| words(item, "link"));
    said.unwrap_or_default()
}

fn author(element: Element<'_>) -> Option<Author> {
    let key = words(element, "author_login")?;
    let parts = ["author_first_name", "author_last_name"].iter().filter_map(|name| words(element, name));
    let whole = parts.collect::<Vec<_>>().join(" ");
    let shown = words(element, "author_display_name").filter(|shown| *shown != key || whole.is_empty());
    let name = shown.unwrap_or(whole);
    Some(Author {
        name: if name.is_empty() { key.clone() } else { name },
        key,
        email: words(element, "author_email"),
        ..Author::default()
    })
}

fn term(element: Element<'_>, slug: &str, name: &str, kind: &str) -> Option<Term> {
    let slug = words(element, slug)?;
    Some(Term {
        name: words(element, name).unwrap_or_else(|| slug.clone()),
        parent: words(element, &format!("{kind}_parent")),
        about: words(element, &format!("{kind}_description")),
        slug,
    })
}

fn state(status: &str) -> PostState {
    match status {
        "publish" | "inherit" => PostState::Published,
        "future" => PostState::Scheduled,
        "private" => PostState::Private,
        "trash" => PostState::Trash,
        _ => PostState::Draft,
    }
}

/// A time with its zone: WordPress writes it twice, in the site's zone and in UTC (`…_gmt`), without either
/// zone's name. A draft has zeros for UTC.
fn moment(element: Element<'_>, name: &str) -> Option<Moment> {
    let read = |name: &str| -> Option<DateTime> { words(element, name)?.replace(' ', "T").parse().ok() };
    let local = read(name);
    let Some(utc) = read(&format!("{name}_gmt")) else {
        let at = Offset::UTC.to_timestamp(local?).ok()?;
        return Some(Moment { at, offset: None, precision: Precision::Time });
    };
    let at = Offset::UTC.to_timestamp(utc).ok()?;
    // No zone is further from UTC than 14 hours.
    let offset = local.and_then(|local| {
        let seconds = Offset::UTC.to_timestamp(local).ok()?.as_second() - at.as_second();
        i32::try_from(seconds).ok().filter(|seconds| seconds.abs() <= 14 * 3600)
    });
    Some(Moment { at, offset: offset.or(Some(0)), precision: Precision::Time })
}

fn pub_date(element: Element<'_>) -> Option<Moment> {
    dates::parse(&words(element, "pubDate")?, &Hints::default()).ok()
}
