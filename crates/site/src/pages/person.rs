//! A person: everything that live stories quote them as saying, newest first.

use newsroom::reading::QuoteKind;
use newsroom::{Story, StoryId, Tag};
use store::readings::{self, Said};
use store::shelves;
use store::stories::{self, Card, Window};

use super::pager;
use crate::addresses::{self, ListKind, PageKey};
use crate::json_ld;
use crate::making::Making;
use crate::render::{Outcome, RenderError, print};
use crate::view::{PersonBody, QuoteView, QuotedView, SaidView, SpokenView};

const KIND: ListKind = ListKind::Person;

pub async fn render(mut making: Making<'_>, slug: &str, page: u32) -> Result<Outcome, RenderError> {
    making.tag(Tag::shelf(KIND.name(), slug));
    let db = making.site.store.db();
    let total = shelves::get(db, KIND.name(), slug).await?.map_or(0, |shelf| shelf.stories);
    let size = making.site.settings.page_size;
    if u64::from(page - 1) * u64::from(size) >= total {
        return Ok(Outcome::Missing);
    }
    let names = readings::names(db, slug).await?;
    let Some(name) = fullest(&names) else { return Ok(Outcome::Missing) };
    let role = names.iter().find_map(|(_, role)| role.clone());
    let window = Window { limit: size, offset: (page - 1) * size };
    let cards = stories::list(db, KIND.name(), slug, window).await?;
    let said = readings::said_on(db, slug, window).await?;
    let stories =
        cards.iter().filter_map(|card| of_story(&mut making, card, &said, role.as_deref())).collect();

    let address = |page| PageKey::List { kind: KIND, slug: slug.to_owned(), page }.address();
    let title = match page {
        1 => name.clone(),
        page => making.say("title-page", &[("title", (&name).into()), ("page", page.into())]),
    };
    let mut view = making.page_view(KIND.name(), &title, &address(page));
    let paper = &making.site.settings.name;
    view.description = making.say("about-person", &[("name", (&name).into()), ("paper", paper.into())]);
    view.breadcrumb = making.crumbs(&[(&name, None)]);
    // What stands here is the agencies' copy: a page of nothing but what may not be found is not found either.
    if cards.iter().all(|card| making.site.settings.terms(&card.agency.0).noindex) {
        view.robots = "noindex".into();
    }
    let body = PersonBody { name, role, stories, total, pager: pager(page, total, size, address) };
    let site = making.site_view(None);
    view.json_ld = vec![json_ld::person(&site, &view, &body), json_ld::breadcrumbs(&site, &view)];
    print(making, 200, "person.html", view, None, body)
}

/// Whom a text quotes, each once, in its order.
pub fn quoted(said: &[(String, Said)]) -> Vec<QuotedView> {
    let mut people: Vec<(&str, Vec<&Said>)> = Vec::new();
    for (slug, said) in said {
        match people.iter_mut().find(|(known, _)| known == slug) {
            Some((_, quotes)) => quotes.push(said),
            None => people.push((slug, vec![said])),
        }
    }
    let view = |(slug, said): (&str, Vec<&Said>)| QuotedView {
        name: said.first().map(|said| said.name.clone()).unwrap_or_default(),
        href: addresses::list(KIND, slug),
        role: said.iter().find_map(|said| said.role.clone()),
        count: apart(said.iter().copied()).len(),
    };
    people.into_iter().map(view).collect()
}

/// A story's quotations that are their speakers' own words.
pub fn spoken(story: &Story, said: &[(String, Said)]) -> Vec<SpokenView> {
    let direct = said.iter().filter(|(_, said)| said.kind == QuoteKind::Direct);
    let view = |(slug, said): &(String, Said)| SpokenView {
        quote: quote(&story.day, &story.slug, said),
        name: said.name.clone(),
        person: addresses::list(KIND, slug),
    };
    direct.map(view).collect()
}

/// The name with the most words; of two such the newer.
fn fullest(names: &[(String, Option<String>)]) -> Option<String> {
    let words = |name: &str| name.split_whitespace().count();
    // The last of equals is what `max_by_key` gives.
    names.iter().rev().map(|(name, _)| name).max_by_key(|name| words(name)).cloned()
}

/// `known` is what stands above the page; of two people of one name, stories say different things.
fn of_story(
    making: &mut Making<'_>,
    card: &Card,
    said: &[(StoryId, Said)],
    known: Option<&str>,
) -> Option<SaidView> {
    let own = said.iter().filter(|(story, _)| *story == card.id).map(|(_, said)| said);
    let same = |role: &str| known.is_some_and(|known| known.to_lowercase() == role.to_lowercase());
    let role = own.clone().find_map(|said| said.role.clone()).filter(|role| !same(role));
    let quotes = apart(own).into_iter().map(|said| quote(&card.day, &card.slug, said)).collect();
    Some(SaidView { story: making.card(card)?, role, quotes })
}

fn quote(day: &str, slug: &str, said: &Said) -> QuoteView {
    QuoteView {
        href: addresses::said_href(day, slug, said.number),
        words: paragraphs(&said.words),
        direct: said.kind == QuoteKind::Direct,
    }
}

/// Without those that stand inside another: of a mixed quotation, the part between marks is one too.
fn apart<'a>(said: impl Iterator<Item = &'a Said>) -> Vec<&'a Said> {
    let mut apart: Vec<&Said> = Vec::new();
    for one in said {
        let inside = apart.iter().rev().take(4).any(|other| {
            other.kind == QuoteKind::Mixed
                && one.kind == QuoteKind::Direct
                && other.words.contains(&one.words)
        });
        if !inside {
            apart.push(one);
        }
    }
    apart
}

/// A quotation that runs on opens its marks anew with every paragraph, and one that ends before "he said" ends in the
/// comma of that sentence.
fn paragraphs(words: &str) -> Vec<String> {
    let marks = ['\u{201c}', '\u{201e}', '\u{ab}', '\u{bb}', '"'];
    let paragraphs = words.split("\n\n").map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut paragraphs: Vec<String> = paragraphs.filter(|part| !part.is_empty()).collect();
    for part in paragraphs.iter_mut().skip(1) {
        if let Some(rest) = part.strip_prefix(marks) {
            *part = rest.trim_start().to_owned();
        }
    }
    if let Some(last) = paragraphs.last_mut() {
        last.truncate(last.trim_end_matches([',', '\u{60c}']).len());
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_for_themselves_without_the_marks_and_commas_of_the_sentence_that_they_were_taken_from() {
        assert_eq!(paragraphs("We sail on Monday,"), ["We sail on Monday"]);
        assert_eq!(paragraphs("First, so.\n\n\u{201c}Then  we wait."), ["First, so.", "Then we wait."]);
        assert_eq!(paragraphs(" \n\n "), [""; 0]);
    }

    #[test]
    fn the_fullest_name_is_the_one_with_the_most_words_and_the_newest_of_such() {
        let of = |names: &[&str]| {
            fullest(&names.iter().map(|name| ((*name).to_owned(), None)).collect::<Vec<_>>())
        };
        assert_eq!(
            of(&["Edith Lowry", "Edith Anne Lowry", "EDITH A LOWRY"]).as_deref(),
            Some("Edith Anne Lowry")
        );
        assert_eq!(of(&[]), None);
    }
}
