//! A post as an item.

use jiff::SignedDuration;
use wire::import::{Picture, Post, PostKind, PostState};
use wire::{Block, Body, CodeKind, Item, Media, Moment, Rendition, Subject};

use super::Old;
use super::old::without_scheme;

/// The category that WordPress files under what nobody filed.
const UNFILED: [&str; 3] = ["uncategorized", "uncategorised", "allgemein"];

/// Why a post does not come here at all.
pub(super) fn not_carried(post: &Post) -> Option<&'static str> {
    match (post.kind, post.state) {
        (PostKind::Page, _) => {
            Some("A page that is no news has no place here; link to it in [[site.links]].")
        }
        (_, PostState::Trash) => Some(
            "It was in the old system's bin. Where an earlier export brought it, readers see it until the desk kills it.",
        ),
        _ if post.title.is_none() && post.body.blocks.is_empty() => Some("It has neither title nor text."),
        _ => None,
    }
}

/// What it is called in the report.
pub(super) fn kind(post: &Post) -> &'static str {
    if post.kind == PostKind::Page { "a page" } else { "a post" }
}

/// It was not for everybody, or not yet.
pub(super) fn why_held(post: &Post) -> Option<&'static str> {
    let is_empty = post.body.blocks.is_empty()
        && post.media.is_empty()
        && post.lead_picture.is_none()
        && post.gallery.is_empty()
        && !post.shows_uploads;
    match post.state {
        PostState::Draft => Some(DRAFT),
        PostState::Private => Some("In the old system it was private, or sent by mail alone."),
        _ if post.is_closed => Some("Readers of the old system needed a password or a subscription for it."),
        _ if is_empty => Some("The export has neither text nor picture of it."),
        _ => None,
    }
}

pub(super) const DRAFT: &str = "In the old system it was a draft.";

/// Schemes of the codes by which it was filed.
pub(super) const SECTION: &str = "section";
const TAG: &str = "tag";

/// The item that a post is; its pictures have the addresses that they had.
pub(super) fn of(post: &Post, guid: &str, old: &Old) -> Item {
    let name = |key: &String| old.authors.get(key).map_or_else(|| key.clone(), |author| author.name.clone());
    let mut item = Item {
        guid: Some(guid.to_owned()),
        headline: post.title.clone(),
        summary: post.summary.clone(),
        language: old.site.language.clone(),
        published: post.published,
        updated: post.updated,
        embargo: post.published.filter(|_| post.state == PostState::Scheduled).map(at_the_latest),
        ed_note: why_held(post).map(str::to_owned),
        subjects: subjects(post, old),
        ..Item::default()
    };
    for name in post.authors.iter().map(name) {
        if !item.bylines.contains(&name) {
            item.bylines.push(name);
        }
    }
    item.credit.provider = old.site.title.clone();
    // A draft's dates are those of its last keystroke.
    if post.state == PostState::Draft {
        item.published = None;
    }
    let lead = match &post.lead_picture {
        Some(Picture::Attachment(id)) => attachment(id, old),
        Some(Picture::File(media)) => Some(media.clone()),
        None => None,
    };
    item.media.extend(lead.filter(|lead| !post.media.iter().any(|media| same_file(lead, media))));
    item.append(post.body.clone(), post.media.iter().map(|media| with_original(media, old)).collect());
    let uploads = old.uploads.get(&post.id).filter(|_| post.shows_uploads);
    let gallery =
        post.gallery.iter().chain(uploads.into_iter().flatten()).filter_map(|id| attachment(id, old));
    for picture in gallery.collect::<Vec<_>>() {
        if !item.media.iter().any(|media| same_file(&picture, media)) {
            item.append(Body { blocks: vec![Block::Media { media: 0 }] }, vec![picture]);
        }
    }
    item
}

/// When it is that time wherever it was meant: where nothing says in which zone, too late is better than too soon.
fn at_the_latest(moment: Moment) -> Moment {
    match moment.offset {
        Some(_) => moment,
        None => Moment { at: moment.at.checked_add(LAST_ZONE).unwrap_or(moment.at), ..moment },
    }
}

/// The zone that is furthest behind UTC.
const LAST_ZONE: SignedDuration = SignedDuration::from_hours(12);

/// A comment's words; paragraphs have an empty line between them.
pub(super) fn text(body: &Body) -> String {
    let paragraphs = body.blocks.iter().map(|block| Body { blocks: vec![block.clone()] }.plain_text());
    paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn subjects(post: &Post, old: &Old) -> Vec<Subject> {
    let mut subjects: Vec<Subject> = Vec::new();
    let mut add = |kind: CodeKind, code: &str, name: &str| {
        let scheme = if kind == CodeKind::Category { SECTION } else { TAG };
        let [scheme, code_of, name] = [scheme, code, name].map(str::to_owned);
        let subject = Subject { kind, scheme, code: code_of, name };
        if !UNFILED.contains(&code) && !subjects.contains(&subject) {
            subjects.push(subject);
        }
    };
    for slug in &post.sections {
        for (slug, name) in old.section_and_above(slug) {
            add(CodeKind::Category, slug, name);
        }
    }
    for slug in &post.tags {
        // Ghost's tags for the site's makers are not among its tags.
        if let Some(tag) = old.tags.get(slug) {
            // Ghost files by tags alone: its first tag is what others call the section.
            add(
                if old.sections.is_empty() { CodeKind::Category } else { CodeKind::Subject },
                slug,
                &tag.name,
            );
        } else if !slug.starts_with("hash-") {
            add(CodeKind::Subject, slug, &slug.replace('-', " "));
        }
    }
    subjects
}

fn attachment(id: &str, old: &Old) -> Option<Media> {
    let file = old.attachments.get(id)?;
    Some(Media {
        caption: file.caption.clone(),
        alt: file.alt.clone(),
        renditions: vec![Rendition { href: file.url.clone(), ..Rendition::default() }],
        ..Media::default()
    })
}

/// Posts show a smaller size (`quay-1024x683.jpg`); the file that it was made of is better where there is one.
fn with_original(media: &Media, old: &Old) -> Media {
    let mut media = media.clone();
    let written = media.renditions.first().map(|rendition| rendition.href.clone());
    let known = |whole: &String| old.files.contains(without_scheme(whole));
    let original = written.as_deref().and_then(whole).filter(known);
    if let Some(href) = original {
        media.renditions.insert(0, Rendition { href, ..Rendition::default() });
    }
    media
}

fn same_file(a: &Media, b: &Media) -> bool {
    let base = |media: &Media| {
        let href = &media.renditions.first()?.href;
        Some(without_scheme(&whole(href).unwrap_or_else(|| href.clone())).to_owned())
    };
    base(a).is_some() && base(a) == base(b)
}

/// `quay.jpg` of `quay-1024x683.jpg`.
fn whole(href: &str) -> Option<String> {
    let (stem, kind) = href.rsplit_once('.')?;
    let (name, size) = stem.rsplit_once('-')?;
    let (width, height) = size.split_once('x')?;
    let number = |text: &str| (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    (number(width) && number(height)).then(|| format!("{name}.{kind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_that_a_smaller_size_was_made_of_is_found_by_its_name() {
        assert_eq!(whole("/2020/05/quay-1024x683.jpg").as_deref(), Some("/2020/05/quay.jpg"));
        for whole_already in ["/2020/05/quay.jpg", "/2020/05/quay-4.jpg", "/a-1x.jpg", "quay-2x3"] {
            assert_eq!(whole(whole_already), None, "{whole_already}");
        }
    }
}
