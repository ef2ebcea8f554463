//! A list of stories: a section, an agency, a topic, an author, a day.

use newsroom::Tag;
use store::{shelves, stories};

use super::{feed, pager, popular};
use crate::addresses::{FeedOf, ListKind, PageKey};
use crate::ads::place::About;
use crate::json_ld;
use crate::making::Making;
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
        (ListKind::Day, _, _) if slug == "undated" => making.say("undated-stories", &[]),
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
    let title = match page {
        1 => heading.clone(),
        page => making.say("title-page", &[("title", (&heading).into()), ("page", page.into())]),
    };
    let mut view = making.page_view(kind.name(), &title, &path);
    view.description = describe(&making, kind, &heading);
    view.breadcrumb = match kind {
        ListKind::Day => {
            let archive = making.say("archive", &[]);
            making.crumbs(&[(&archive, Some("/archive".into())), (&heading, None)])
        }
        _ => making.crumbs(&[(&heading, None)]),
    };
    view.json_ld = vec![json_ld::breadcrumbs(&making.site_view(None), &view)];
    view.feeds = match kind {
        ListKind::Section => feed::links(&making, &heading, &FeedOf::Section(slug.to_owned())),
        ListKind::Agency => feed::links(&making, &heading, &FeedOf::Agency(slug.to_owned())),
        _ => view.feeds,
    };
    let first = |n: u32| PageKey::List { kind, slug: slug.to_owned(), page: n }.address();
    let intro = match kind {
        ListKind::Agency => Some(describe(&making, kind, &heading)),
        ListKind::Day if slug == "undated" => Some(making.say("undated-intro", &[])),
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

fn describe(making: &Making<'_>, kind: ListKind, heading: &str) -> String {
    let key = format!("about-{}", kind.name());
    making.say(&key, &[("name", heading.into()), ("paper", (&making.site.settings.name).into())])
}
