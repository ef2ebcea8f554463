//! A list of stories: a section, an agency, a topic, an author, a day.

use newsroom::Tag;
use store::{shelves, stories};

use super::{feed, pager, popular};
use crate::addresses::{FeedOf, ListKind, PageKey};
use crate::ads::place::About;
use crate::json_ld;
use crate::making::{Making, crumbs};
use crate::render::{Outcome, RenderError, print};
use crate::view::ListBody;

pub async fn render(
    mut making: Making<'_>,
    kind: ListKind,
    slug: &str,
    page: u32,
) -> Result<Outcome, RenderError> {
    making.tag(Tag::shelf(kind.name(), slug));
    let db = making.site.store.db();
    let shelf = shelves::get(db, kind.name(), slug).await?;
    let total = shelf.as_ref().map_or(0, |shelf| shelf.stories);
    // A section is there before its first story; anything else is nothing without one.
    let heading = match (kind, making.site.section_name(slug), &shelf) {
        (ListKind::Section, Some(name), _) => name.to_owned(),
        (ListKind::Section, None, _) | (_, _, None) => return Ok(Outcome::Missing),
        (ListKind::Day, _, _) if slug == "undated" => "Stories without a date".to_owned(),
        (ListKind::Day, _, _) => day_name(&making, slug),
        (_, _, Some(shelf)) => shelf.name.clone(),
    };
    let size = making.site.settings.page_size;
    if page > 1 && u64::from(page - 1) * u64::from(size) >= total || (total == 0 && kind != ListKind::Section)
    {
        return Ok(Outcome::Missing);
    }
    let window = stories::Window { limit: size, offset: (page - 1) * size };
    let cards = stories::list(db, kind.name(), slug, window).await?;

    let path = PageKey::List { kind, slug: slug.to_owned(), page }.address();
    let title = if page > 1 { format!("{heading}, page {page}") } else { heading.clone() };
    let mut view = making.page_view(kind.name(), &title, &path);
    view.description = describe(kind, &heading, &making.site.settings.name);
    view.breadcrumb = match kind {
        ListKind::Day => crumbs(&[("Archive", Some("/archive".into())), (&heading, None)]),
        _ => crumbs(&[(&heading, None)]),
    };
    view.json_ld = vec![json_ld::breadcrumbs(&making.site_view(None), &view)];
    view.feeds = match kind {
        ListKind::Section => feed::links(&heading, &FeedOf::Section(slug.to_owned())),
        ListKind::Agency => feed::links(&heading, &FeedOf::Agency(slug.to_owned())),
        _ => view.feeds,
    };
    let first = |n: u32| PageKey::List { kind, slug: slug.to_owned(), page: n }.address();
    let intro = match kind {
        ListKind::Agency => Some(format!("All copy of {heading} in {}.", making.site.settings.name)),
        ListKind::Day if slug == "undated" => {
            Some("Their agencies did not say when they were written.".to_owned())
        }
        _ => None,
    };
    let popular = match kind {
        ListKind::Section if page == 1 => popular::room(&mut making, slug).await?,
        _ => None,
    };
    let about = About {
        section: (kind == ListKind::Section).then_some(slug),
        topics: Vec::from_iter((kind == ListKind::Topic).then(|| slug.to_owned())),
        sensitive: making.leads_sensitively(cards.first()).await?,
    };
    let ads = making.ads("list.html", &path, &about);
    let body = ListBody {
        heading,
        intro,
        cards: making.cards(&cards),
        total,
        pager: pager(page, total, size, first),
        popular,
        ads,
    };
    let here = (kind == ListKind::Section).then_some(slug);
    print(making, 200, "list.html", view, here, body)
}

fn day_name(making: &Making<'_>, slug: &str) -> String {
    slug.parse().map_or_else(|_| slug.to_owned(), |day| making.site.times.date(day).long)
}

fn describe(kind: ListKind, heading: &str, paper: &str) -> String {
    match kind {
        ListKind::Section => format!("{heading} news in {paper}."),
        ListKind::Agency => format!("All copy of {heading} in {paper}."),
        ListKind::Topic => format!("What {paper} has on {heading}."),
        ListKind::Author => format!("Stories by {heading} in {paper}."),
        ListKind::Day => format!("{paper}: {heading}."),
    }
}
