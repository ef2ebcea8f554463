//! Two hashes of an item: of everything in it, and of what readers see of it.
//!
//! Both are kept beside every version and compared for years, so they must come out the same in every
//! run and, as far as may be, in every release: keys are sorted, and a field that says nothing is left
//! out, so that an item does not change its hash on the day when [`Item`] learns another field.

use std::borrow::Cow;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use wire::{Item, Media};

/// Hash of the whole item, 64 hexadecimal digits: equal means that the agency sent the same again.
pub fn whole(item: &Item) -> String {
    // An item holds strings, numbers and lists of them, which JSON always takes.
    digest(&serde_json::to_value(item).unwrap_or_default())
}

/// Hash of what readers see of it, 64 hexadecimal digits: headline, texts, names, credits, pictures.
///
/// Times, numbers, codes and notes to editors are not in it: an update that moves only those is no
/// change to a reader, and must not claim to be one.
pub fn visible(item: &Item) -> String {
    digest(&json!({
        "kind": item.kind,
        "headline": item.headline,
        "subheadline": item.subheadline,
        "summary": item.summary,
        "bylines": item.bylines,
        "dateline": item.dateline_text.as_ref().or(item.dateline_place.as_ref()),
        "credit": item.credit,
        "language": item.language,
        "body": item.body,
        "media": item.media.iter().map(seen_of_media).collect::<Vec<_>>(),
    }))
}

/// A picture is the same picture when its guid is (its files may move), else when its first file is.
fn seen_of_media(media: &Media) -> Value {
    let file = media.renditions.first().map(|rendition| rendition.href.as_str());
    json!({
        "picture": media.guid.as_deref().or(file),
        "headline": media.headline,
        "caption": media.caption,
        "alt": media.alt,
        "byline": media.byline,
        "credit": media.credit,
        "copyright": media.copyright,
    })
}

fn digest(value: &Value) -> String {
    let mut hash = Sha256::new();
    feed(value, &mut hash);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Feeds a value so that no two different values give the same bytes: every part says its kind, and
/// strings and lists say their length.
fn feed(value: &Value, hash: &mut Sha256) {
    match value {
        Value::Null => hash.update(b"n"),
        Value::Bool(yes) => hash.update(if *yes { b"t" } else { b"f" }),
        Value::Number(number) => text(b'd', &number.to_string(), hash),
        Value::String(string) => text(b's', string, hash),
        Value::Array(entries) => {
            size(b'a', entries.len(), hash);
            entries.iter().for_each(|entry| feed(entry, hash));
        }
        Value::Object(fields) => object(fields, hash),
    }
}

fn object(fields: &Map<String, Value>, hash: &mut Sha256) {
    let mut said: Vec<_> = fields.iter().filter(|(_, value)| says_something(value)).collect();
    said.sort_by_key(|(key, _)| key.as_str());
    size(b'o', said.len(), hash);
    for (key, value) in said {
        text(b'k', key, hash);
        feed(value, hash);
    }
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(string) => !string.is_empty(),
        Value::Array(entries) => !entries.is_empty(),
        Value::Object(fields) => fields.values().any(says_something),
        Value::Bool(true) | Value::Number(_) => true,
    }
}

fn text(kind: u8, string: &str, hash: &mut Sha256) {
    // The store keeps no NUL, so that what it gives back must have the fingerprint of what came.
    let string =
        &*if string.contains('\0') { string.replace('\0', "\u{fffd}").into() } else { Cow::from(string) };
    size(kind, string.len(), hash);
    hash.update(string.as_bytes());
}

fn size(kind: u8, length: usize, hash: &mut Sha256) {
    hash.update([kind]);
    hash.update((length as u64).to_be_bytes());
}

#[cfg(test)]
mod tests {
    use wire::{Block, Body, Inline, Moment, Rendition, Signal, Subject};

    use super::*;

    fn item() -> Item {
        Item {
            guid: Some("urn:newsml:mna:storm".into()),
            version: Some(1),
            headline: Some("Storm closes the harbour".into()),
            body: Body { blocks: vec![Block::Paragraph { text: vec![Inline::text("No boat left.")] }] },
            media: vec![Media {
                renditions: vec![Rendition { href: "a.jpg".into(), ..Rendition::default() }],
                ..Media::default()
            }],
            ..Item::default()
        }
    }

    #[test]
    fn the_fingerprints_are_the_same_in_every_run_and_release() {
        // Written down once: if this changes, every story on every site looks updated.
        assert_eq!(whole(&item()), "332b60b4bb5f50b89d252d66fba111cd15e6335b490626081935e38cb80f9f8b");
        assert_eq!(visible(&item()), "14b5e8f699d4214f81c2f0ade9e784c7b424b350354de495103f456750825f63");
    }

    #[test]
    fn what_only_editors_see_changes_the_whole_and_not_the_visible() {
        let first = item();
        let mut second = item();
        second.version = Some(2);
        second.updated = "2018-09-10T12:00:00Z".parse().ok().map(Moment::utc);
        second.urgency = Some(3);
        second.ed_note = Some("ADDS subject code".into());
        second.signal = Some(Signal::Update);
        second.subjects.push(Subject { code: "11000000".into(), ..Subject::default() });
        assert_ne!(whole(&first), whole(&second));
        assert_eq!(visible(&first), visible(&second));
    }

    #[test]
    fn every_word_that_readers_see_counts() {
        type Edit = fn(&mut Item);
        let edits: [Edit; 8] = [
            |i| i.headline = Some("Storm shuts the harbour".into()),
            |i| i.summary = Some("Ferries stay in.".into()),
            |i| i.bylines.push("Jo Hart".into()),
            |i| i.dateline_place = Some("PORT ELLERY".into()),
            |i| i.credit.line = Some("Meridian".into()),
            |i| i.body.blocks.push(Block::Rule),
            |i| i.media[0].caption = Some("The pier".into()),
            |i| i.media[0].renditions[0].href = "b.jpg".into(),
        ];
        for (n, edit) in edits.iter().enumerate() {
            let mut edited = item();
            edit(&mut edited);
            assert_ne!(visible(&item()), visible(&edited), "edit {n}");
            assert_ne!(whole(&item()), whole(&edited), "edit {n}");
        }
    }

    #[test]
    fn two_bylines_are_not_one_long_one() {
        let two = Item { bylines: vec!["Jo".into(), "Hart".into()], ..Item::default() };
        let one = Item { bylines: vec!["JoHart".into()], ..Item::default() };
        assert_ne!(visible(&two), visible(&one));
    }
}
