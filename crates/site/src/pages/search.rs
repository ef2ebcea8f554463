//! Search: the index finds, the store says what may be shown.

use jiff::civil::Date;
use minijinja::Value;
use newsroom::StoryId;
use store::{shelves, stories};
use url::form_urlencoded::{self, Serializer};

use super::pager;
use crate::making::Making;
use crate::render::{RenderError, Rendered, printed};
use crate::search::{Count, Order, Request};
use crate::view::{Facet, FacetValue, NavLink, SearchBody};

/// Nobody reads further, and every page costs as much as all before it.
const LAST_PAGE: u32 = 100;

pub async fn render(mut making: Making<'_>, query: &str) -> Result<Rendered, RenderError> {
    let mut asked = Asked::read(query);
    let size = making.site.settings.page_size;
    let found = {
        let (search, request) = (&making.site.search, asked.request(size));
        tokio::task::block_in_place(|| search.find(&request))?
    };
    // What was killed since the index last learned of it is not there.
    let ids: Vec<StoryId> = found.hits.iter().map(|hit| hit.story).collect();
    let mut results = Vec::with_capacity(ids.len());
    for card in stories::cards(making.site.store.db(), &ids).await? {
        let hit = found.hits.iter().find(|hit| hit.story == card.id);
        let Some(mut view) = making.card(&card) else { continue };
        view.excerpt = hit.and_then(|hit| hit.excerpt.clone()).map(Value::from_safe_string);
        results.push(view);
    }
    let agencies = shelves::names(making.site.store.db(), "agency").await?;
    let agency = |slug: &str| agencies.iter().find(|a| a.slug == slug).map_or(slug, |a| &a.name).to_owned();
    let section = |slug: &str| making.site.section_name(slug).unwrap_or(slug).to_owned();
    let same = |slug: &str| slug.to_owned();
    let facets = [
        asked.facet(&making, "section", &found.sections, &section),
        asked.facet(&making, "agency", &found.agencies, &agency),
        asked.facet(&making, "year", &found.years, &same),
        asked.facet(&making, "language", &found.languages, &|tag| language_name(&making, tag)),
    ];
    let total = found.total;
    if results.is_empty() && total > 0 && asked.page > 1 {
        asked.problem = Some(Problem::NoSuchPage);
    }
    let pages = pager(asked.page, total.min(u64::from(LAST_PAGE * size)), size, |page| asked.at_page(page));
    let here = making.say("search", &[]);
    let title = match asked.words.as_str() {
        "" => here.clone(),
        words => making.say("search-title", &[("query", words.into())]),
    };
    let mut page = making.page_view("search", &title, "/search");
    page.robots = "noindex".into();
    page.breadcrumb = making.crumbs(&[(&here, None)]);
    let body = SearchBody {
        query: asked.words.clone(),
        problem: asked.problem.as_ref().map(|problem| match problem {
            Problem::NoSuchPage => making.say("no-such-page", &[]),
            Problem::NoSuchDay(day) => making.say("no-such-day", &[("day", day.into())]),
        }),
        results,
        total,
        facets: facets.into_iter().flatten().collect(),
        orders: asked.orders(&making),
        pager: pages,
        kept: asked.filters.iter().filter(|(key, _)| key != "order").cloned().collect(),
    };
    printed(making, 200, "search.html", page, None, body)
}

/// What the address asks for.
struct Asked {
    words: String,
    /// Everything but words and page, in a fixed order.
    filters: Vec<(String, String)>,
    page: u32,
    problem: Option<Problem>,
}

enum Problem {
    NoSuchPage,
    NoSuchDay(String),
}

impl Asked {
    fn read(query: &str) -> Asked {
        let mut asked = Asked { words: String::new(), filters: Vec::new(), page: 1, problem: None };
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            let value: String = value.trim().chars().take(200).collect();
            match &*key {
                "q" => asked.words = value,
                "page" => asked.page = value.parse().unwrap_or(1).clamp(1, LAST_PAGE),
                "from" | "to" if !value.is_empty() && value.parse::<Date>().is_err() => {
                    asked.problem = Some(Problem::NoSuchDay(value));
                }
                "section" | "agency" | "language" | "year" | "from" | "to" | "order" if !value.is_empty() => {
                    asked.filters.retain(|(other, _)| *other != key);
                    asked.filters.push((key.into_owned(), value));
                }
                _ => {}
            }
        }
        asked.filters.sort();
        asked
    }

    fn filter(&self, key: &str) -> Option<String> {
        self.filters.iter().find(|(other, _)| other == key).map(|(_, value)| value.clone())
    }

    fn request(&self, size: u32) -> Request {
        let day = |key: &str| self.filter(key).and_then(|value| value.parse().ok());
        let order =
            if self.filter("order").as_deref() == Some("newest") { Order::Newest } else { Order::Relevance };
        Request {
            words: self.words.clone(),
            section: self.filter("section"),
            agency: self.filter("agency"),
            language: self.filter("language"),
            year: self.filter("year"),
            from: day("from"),
            to: day("to"),
            order,
            offset: ((self.page - 1) * size) as usize,
            limit: size as usize,
        }
    }

    /// The address with one filter set or taken away, at its first page.
    fn with(&self, key: &str, value: Option<&str>) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("q", &self.words);
        query.extend_pairs(self.filters.iter().filter(|(other, _)| other != key));
        if let Some(value) = value {
            query.append_pair(key, value);
        }
        format!("/search?{}", query.finish())
    }

    fn at_page(&self, page: u32) -> String {
        let base = self.with("", None);
        if page > 1 { format!("{base}&page={page}") } else { base }
    }

    fn facet(
        &self,
        making: &Making<'_>,
        key: &str,
        counts: &[Count],
        say: &dyn Fn(&str) -> String,
    ) -> Option<Facet> {
        let chosen = self.filter(key);
        let value = |count: &Count| {
            let is_chosen = chosen.as_deref() == Some(&count.slug);
            let href = self.with(key, (!is_chosen).then_some(&count.slug));
            FacetValue { name: say(&count.slug), href, count: count.count, chosen: is_chosen }
        };
        // A choice of one is none.
        let worth = counts.len() > 1 || chosen.is_some();
        worth.then(|| Facet {
            name: making.say(&format!("facet-{key}"), &[]),
            values: counts.iter().map(value).collect(),
        })
    }

    fn orders(&self, making: &Making<'_>) -> Vec<NavLink> {
        let newest = self.filter("order").as_deref() == Some("newest");
        vec![
            NavLink { name: making.say("best-match", &[]), href: self.with("order", None), current: !newest },
            NavLink {
                name: making.say("newest-order", &[]),
                href: self.with("order", Some("newest")),
                current: newest,
            },
        ]
    }
}

fn language_name(making: &Making<'_>, tag: &str) -> String {
    let tag = if matches!(tag, "nb" | "nn") { "no" } else { tag };
    match tag {
        "ar" | "da" | "de" | "en" | "es" | "fr" | "it" | "nl" | "no" | "pt" | "sv" => {
            making.say(&format!("language-{tag}"), &[])
        }
        other => other.to_owned(),
    }
}
