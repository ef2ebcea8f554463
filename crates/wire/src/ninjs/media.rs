//! Pictures, films and sounds of a ninjs item: its own renditions and its associations.

use super::{description, guid, kind, names, rights_expression};
use crate::feed::{MOST_MEDIA, too_many_media};
use crate::json::Node;
use crate::json::fields::{Reader, words as title};
use crate::{Item, ItemKind, Link, LinkRole, Media, MediaKind, Problem, Rendition};

impl Reader<'_, '_> {
    /// Adds an item's own file, and what it is associated with: media to the media, items to the links.
    pub(super) fn pictures(&mut self, node: &Node<'_>, item: &mut Item) {
        let own = self.media(node);
        let is_file = !matches!(item.kind, ItemKind::Text | ItemKind::Package);
        let shows =
            own.renditions.iter().any(|r| r.mime.as_deref().is_some_and(|mime| mime.starts_with("image/")));
        if is_file || shows {
            item.media.push(own);
        } else if item.body.blocks.is_empty()
            && let Some(elsewhere) = own.renditions.first()
        {
            let message =
                format!("The story's text is not in this file; the agency keeps it at {}.", elsewhere.href);
            let remedy = "Ask the agency for the text inside the file, or take its NITF feed as the source.";
            self.problem(node, "renditions", Problem::warning(message).remedy(remedy));
        }
        // A map of names in 1.x, a list in 2.x and later.
        let associations = node.any(&["associations", "association"]);
        let Some(associations) = associations else { return };
        let named = associations.pairs().iter().map(|(_, entry)| entry);
        let listed = associations.entries().iter().filter(|entry| !std::ptr::eq(*entry, associations));
        for (at, associated) in named.chain(listed).filter(|entry| entry.is_object()).enumerate() {
            if at == MOST_MEDIA {
                self.problem(node, "associations", too_many_media());
                break;
            }
            self.associated(associated, item);
        }
    }

    fn associated(&mut self, node: &Node<'_>, item: &mut Item) {
        let kind = kind(node);
        let media = self.media(node);
        // A picture that is only named arrives by itself; until then it is a link.
        if !media.renditions.is_empty() || (kind != ItemKind::Text && media.caption.is_some()) {
            // A picture that also stands in the body is one picture.
            let same = |known: &&mut Media| {
                known.renditions.iter().any(|a| media.renditions.iter().any(|b| a.href == b.href))
            };
            match item.media.iter_mut().find(same) {
                Some(known) => {
                    // What stands in the copy is not lost to what stands beside it.
                    let (caption, alt, credit) =
                        (known.caption.take(), known.alt.take(), known.credit.take());
                    *known = media;
                    known.caption = caption.or(known.caption.take());
                    known.alt = known.alt.take().or(alt);
                    known.credit = credit.or(known.credit.take());
                }
                None => item.media.push(media),
            }
            return;
        }
        let role = if item.kind == ItemKind::Package { LinkRole::Member } else { LinkRole::Related };
        let title = title(node, &["headline", "title", "name"])
            .or_else(|| super::role(node, "headlines", &["main", ""]));
        item.links.push(Link { role, guid: guid(node), href: None, title });
    }

    fn media(&mut self, node: &Node<'_>) -> Media {
        let mut renditions = Vec::new();
        if let Some(listed) = node.any(&["renditions", "rendition"]) {
            // A map of names in 1.x, a list in 2.x and later.
            for (role, entry) in listed.pairs() {
                self.add_rendition(entry, Some(role), &mut renditions);
            }
            for entry in listed.entries().iter().filter(|entry| !std::ptr::eq(*entry, listed)) {
                self.add_rendition(entry, entry.text_of_any(&["name", "title", "role"]), &mut renditions);
            }
        }
        renditions.sort_by_key(|r| std::cmp::Reverse(r.width.unwrap_or(0)));
        let photographer = node.get("photographer").and_then(|p| title(p, &["name"]));
        let credit = super::credit(node);
        Media {
            guid: guid(node),
            kind: match kind(node) {
                ItemKind::Picture => MediaKind::Picture,
                ItemKind::Graphic => MediaKind::Graphic,
                ItemKind::Video => MediaKind::Video,
                ItemKind::Audio => MediaKind::Audio,
                ItemKind::Text | ItemKind::Package => media_kind(&renditions),
            },
            headline: title(node, &["headline", "title"])
                .or_else(|| super::role(node, "headlines", &["main", ""])),
            caption: description(node),
            alt: title(node, &["alt_text", "alttext", "body_text"]),
            byline: Some(names(node).join(", ")).filter(|names| !names.is_empty()).or(photographer),
            credit: credit.line.or(credit.provider).or(credit.source),
            copyright: credit.copyright_notice.or(credit.copyright_holder),
            usage_terms: title(node, &["usageterms"]).or_else(|| rights_expression(node)),
            renditions,
        }
    }

    fn add_rendition(&mut self, entry: &Node<'_>, role: Option<&str>, renditions: &mut Vec<Rendition>) {
        let Some(written) = entry.text_of_any(&["href", "url", "src", "uri"]).or_else(|| entry.text()) else {
            return;
        };
        if let Some(rendition) = self.rendition(entry, written) {
            renditions.push(Rendition { role: role.map(str::to_owned), ..rendition });
        }
    }
}

/// By its files, where an association does not say what it is.
fn media_kind(renditions: &[Rendition]) -> MediaKind {
    let mime = renditions.iter().find_map(|r| r.mime.as_deref()).unwrap_or("image/");
    match mime.split('/').next() {
        Some("image") => MediaKind::Picture,
        Some("video") => MediaKind::Video,
        Some("audio") => MediaKind::Audio,
        _ => MediaKind::Other,
    }
}
