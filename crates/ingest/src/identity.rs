//! The guid of an item whose agency gave it none.

use sha2::{Digest, Sha256};
use wire::{Item, Problem};

/// Longer guids are no names but accidents, and too long for an index.
const LONGEST: usize = 512;

/// Sees to it that the item has a guid that fits, and says so where one had to be made.
///
/// It is made of what stays the same when the agency sends the item again, the best that there is: its
/// address; else its first date and its headline; else its headline and the file's name; else all that
/// it says. Never of the file's name alone: many agencies write every story into the same `latest.xml`,
/// and two stories taken for one would be worse than one taken for two.
pub fn ensure(item: &mut Item, source: &str, file: &str) -> Option<Problem> {
    match item.guid.as_deref().map(str::trim) {
        Some(guid) if !guid.is_empty() && guid.len() <= LONGEST => {
            if item.guid.as_deref() != Some(guid) {
                item.guid = Some(guid.to_owned());
            }
            None
        }
        Some(guid) if !guid.is_empty() => {
            let problem =
                Problem::note(format!("The guid is {} bytes long; a hash stands in its place.", guid.len()));
            item.guid = Some(made(source, &["long", guid]));
            Some(problem)
        }
        _ => {
            let (guid, of) = of_content(item, source, file);
            item.guid = Some(guid);
            Some(
                Problem::note(format!("The item has no guid; one was made of {of}."))
                    .remedy("Ask the agency for one, so that updates surely find their story."),
            )
        }
    }
}

fn of_content(item: &Item, source: &str, file: &str) -> (String, &'static str) {
    let headline = item.headline.as_deref().map(newsroom::slug::of_headline);
    match (item.url.as_deref(), headline.as_deref(), item.published) {
        (Some(url), _, _) => (made(source, &["url", url]), "its address"),
        (None, Some(headline), Some(published)) => {
            (made(source, &["dated", headline, &published.iso()]), "its headline and date")
        }
        (None, Some(headline), None) => {
            (made(source, &["file", headline, file]), "its headline and the file's name")
        }
        (None, None, _) => {
            (made(source, &["whole", &newsroom::fingerprint::whole(item)]), "all that it says")
        }
    }
}

fn made(source: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let digits: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("urn:dateline:{source}:{digits}")
}

#[cfg(test)]
mod tests {
    use wire::{Body, Moment};

    use super::*;

    fn guid(item: &Item, file: &str) -> String {
        let mut item = item.clone();
        assert!(ensure(&mut item, "mna", file).is_some());
        item.guid.unwrap()
    }

    fn storm() -> Item {
        Item { headline: Some("Storm closes the harbour".into()), ..Item::default() }
    }

    #[test]
    fn the_agencys_guid_stands() {
        let mut item = Item { guid: Some(" urn:mna:1 ".into()), ..storm() };
        assert_eq!(ensure(&mut item, "mna", "a.xml"), None);
        assert_eq!(item.guid.as_deref(), Some("urn:mna:1"));
    }

    #[test]
    fn an_address_names_an_item_whatever_else_changes() {
        let first = Item { url: Some("https://mna.example/1".into()), ..storm() };
        let second = Item { headline: Some("Storm reopens the harbour".into()), ..first.clone() };
        assert_eq!(guid(&first, "a.xml"), guid(&second, "b.xml"));
    }

    #[test]
    fn two_stories_in_the_same_file_name_stay_two() {
        let other = Item { headline: Some("Lighthouse to be painted".into()), ..Item::default() };
        assert_ne!(guid(&storm(), "latest.xml"), guid(&other, "latest.xml"));
        assert_ne!(
            guid(&Item::default(), "latest.xml"),
            guid(
                &Item {
                    body: Body {
                        blocks: vec![wire::Block::Paragraph { text: vec![wire::Inline::text("x")] }]
                    },
                    ..Item::default()
                },
                "latest.xml"
            )
        );
    }

    #[test]
    fn a_dated_headline_finds_its_story_in_any_file() {
        let at = Moment::utc("2026-03-02T10:00:00Z".parse().unwrap());
        let dated = Item { published: Some(at), ..storm() };
        let updated = Item { updated: Some(at), ..dated.clone() };
        assert_eq!(guid(&dated, "a.xml"), guid(&updated, "b.xml"));
        assert_ne!(guid(&storm(), "a.xml"), guid(&storm(), "b.xml"));
    }

    #[test]
    fn an_endless_guid_is_shortened_and_still_tells_stories_apart() {
        let long = |end: &str| Item { guid: Some("x".repeat(5000) + end), ..storm() };
        assert!(guid(&long("a"), "f").len() < 100);
        assert_ne!(guid(&long("a"), "f"), guid(&long("b"), "f"));
        assert_ne!(guid(&Item { guid: Some("  ".into()), ..storm() }, "f"), "  ");
    }
}
