//! A story: the honest page.

use jiff::{SignedDuration, Timestamp};
use newsroom::history::{self, Entry, EntryKind, Outline};
use newsroom::reading::STANDFIRST;
use newsroom::{Story, StoryId, Tag, Version};
use store::course::Course;
use store::stories::Card;
use store::{Db, media};
use store::{desk_pictures, readings, renditions, shelves, stories, versions};
use wire::Body;

use super::text::Beside;
use super::{course, gone, person, popular, text, translations};
use crate::addresses::{self, ListKind};
use crate::ads::place::About;
use crate::comments::thread;
use crate::json_ld;
use crate::making::{Making, direction, safe};
use crate::marks::{self, Marks};
use crate::render::{Outcome, RenderError, printed};
use crate::settings::Count;
use crate::view::{NamedLink, NoteView, StoryBody, StoryView};

const RELATED: u32 = 6;
/// A story is old after a week.
const OLD: SignedDuration = SignedDuration::from_hours(7 * 24);

pub async fn render(making: Making<'_>, day: &str, slug: &str) -> Result<Outcome, RenderError> {
    let (mut making, story) = match gone::live(making, day, slug, "").await? {
        Ok(there) => there,
        Err(instead) => return Ok(instead),
    };
    let Some(shown) = story.shown else { return Ok(Outcome::Missing) };
    let db = making.site.store.db();
    let Some(version) = versions::get(db, story.id, shown).await? else {
        return Ok(Outcome::Missing);
    };
    let all = versions::outlines(db, story.id).await?;
    let files = media::of_story(db, story.id, shown).await?;
    let desk = desk_pictures::of_story(db, story.id).await?;
    let linked = media::linked(db, story.id).await?;
    let shelves = shelves::of_story(db, story.id).await?;
    let course = course::of(&mut making, &story).await?;
    let related = related(db, story.id, &course).await?;
    // Related stories come with its topics. What else joins its section or its agency does not concern it.
    for shelf in shelves.iter().filter(|shelf| shelf.kind == "topic") {
        making.tag(Tag::shelf(&shelf.kind, &shelf.slug));
    }
    making.tag(Tag::name("agency", &story.agency));
    for picture in &linked {
        making.tag(Tag::story(picture.story.id));
    }
    if let Some(at) = story.expires_at {
        making.expire(at);
    }

    let own = files.iter().chain(linked.iter().flat_map(|picture| &picture.files));
    let desks = desk.iter().chain(linked.iter().flat_map(|picture| &picture.desk));
    let desks = desks.map(|picture| picture.sha256.as_str());
    let originals: Vec<&str> = own.filter_map(|file| file.sha256.as_deref()).chain(desks).collect();
    making.know(renditions::of(db, &originals).await?);

    let beside = Beside { desk: &desk, files: &files, linked: &linked };
    let reading = readings::of(db, story.id, shown).await?.unwrap_or_default();
    let fixes = readings::fixes(db, story.id).await?;
    let marks = marks::of(&making, &version.item, &reading, &fixes);
    let mut view = view(&mut making, &story, &version, &all, beside, &shelves, &marks);
    view.comments = thread::view(&mut making, &story, false, 1).await?;
    let mut page = making.page_view("story", &view.headline, &view.href);
    page.description = description(&view, &version.item.body);
    page.og_type = "article";
    page.og_image = view.picture.clone();
    if making.site.settings.terms(&story.agency).noindex {
        page.robots = "noindex".into();
    }
    page.language = making.foreign(version.item.language.as_deref());
    page.dir = page.language.as_deref().map(direction);
    page.languages = translations::of(&mut making, &story, &version).await?;
    page.breadcrumb =
        making.crumbs(&[(&view.agency.name, Some(view.agency.href.clone())), (&view.headline, None)]);
    let site = making.site_view(story.section.as_deref());
    let said = readings::said_by(db, story.id, shown).await?;
    let spoken = person::spoken(&story, &said);
    page.json_ld =
        vec![json_ld::news_article(&site, &page, &view, &spoken), json_ld::breadcrumbs(&site, &page)];
    let about = About {
        section: story.section.as_deref(),
        topics: shelves
            .iter()
            .filter(|shelf| shelf.kind == "topic")
            .map(|shelf| shelf.slug.clone())
            .collect(),
        sensitive: making.is_sensitive(story.id, &version.item).await?,
    };
    let ads = making.ads("story.html", &view.href, &about);
    let body = StoryBody {
        related: making.cards(&related),
        popular: popular::room(&mut making, "").await?,
        counter: counter(&making),
        ads,
        course: course::view(&mut making, &story, &view, &course),
        quoted: person::quoted(&said),
        story: view,
    };
    let mut page = printed(making, 200, "story.html", page, story.section.as_deref(), body)?;
    page.story = Some(story.id);
    Ok(Outcome::Page(page))
}

/// Stories of the same topics. What stands on the line of dates does not stand here again.
async fn related(db: &Db, story: StoryId, course: &Course) -> Result<Vec<Card>, store::Error> {
    let there: Vec<StoryId> = course.before.iter().chain(&course.after).map(|card| card.id).collect();
    let mut related = stories::related(db, story, RELATED + there.len() as u32).await?;
    related.retain(|card| !there.contains(&card.id));
    related.truncate(RELATED as usize);
    Ok(related)
}

fn view(
    making: &mut Making<'_>,
    story: &Story,
    version: &Version,
    all: &[Outline],
    beside: Beside<'_>,
    shelves: &[newsroom::Shelf],
    marks: &Marks,
) -> StoryView {
    let item = &version.item;
    let history = history::history(all);
    let text = text::of(making, item, beside, marks);
    let named = |kind: &str, list: ListKind| -> Vec<NamedLink> {
        let of_kind = shelves.iter().filter(|shelf| shelf.kind == kind);
        of_kind.map(|s| NamedLink { name: s.name.clone(), href: addresses::list(list, &s.slug) }).collect()
    };
    let href = addresses::story_href(&story.day, &story.slug);
    let agency_href = addresses::list(ListKind::Agency, &story.agency);
    let agency = named("agency", ListKind::Agency).into_iter().next();
    let section = story.section.as_deref().and_then(|slug| {
        let name = making.site.section_name(slug)?.to_owned();
        Some(NamedLink { name, href: addresses::list(ListKind::Section, slug) })
    });
    let headline = item.headline.clone().or_else(|| item.slugline.clone());
    let standfirst = newsroom::standfirst(item);
    StoryView {
        headline: headline.unwrap_or_else(|| first_words(making, &item.body)),
        subheadline: item.subheadline.clone(),
        standfirst: standfirst.map(str::to_owned),
        standfirst_html: standfirst.map(|words| safe(marks.line(STANDFIRST, words))),
        section,
        label: item.genre.clone().filter(|genre| is_label(genre)),
        bylines: named("author", ListKind::Author),
        agency: agency.unwrap_or(NamedLink { name: story.agency.clone(), href: agency_href }),
        credit: item.credit.line.clone().or_else(|| item.credit.provider.clone()),
        dateline_place: item.dateline_place.clone(),
        published: story.published.as_ref().map(|at| making.time(at)),
        received: making.site.times.instant(received(all).unwrap_or(version.received_at)),
        updated: story.modified.as_ref().map(|at| making.time(at)),
        age: making.age(story.published),
        notes: notes(making, &history),
        versions: history.iter().filter(|entry| entry.is_told()).count(),
        history_href: addresses::history_href(&story.day, &story.slug),
        lead_picture: text.lead,
        picture: text.picture,
        body: safe(text.html),
        old: marks.dated && is_old(making, story.published),
        words: item.body.word_count(),
        topics: named("topic", ListKind::Topic),
        rights: item.credit.copyright_notice.clone().or_else(|| item.rights.usage_terms.clone()),
        source_url: item.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        comments: None,
        href,
    }
}

/// From here on readers no longer know which Monday was meant: dates stand beside the words for all to see.
fn is_old(making: &mut Making<'_>, published: Option<wire::Moment>) -> bool {
    let Some(published) = published else { return true };
    let until = published.at + OLD;
    let old = until <= making.now;
    if !old {
        making.expire(until);
    }
    old
}

/// The script that counts views, where the site is not asked for every one.
fn counter(making: &Making<'_>) -> Option<String> {
    let settings = &making.site.settings.popular;
    let wanted = settings.enabled && settings.count == Count::Beacon;
    wanted.then(|| making.site.theme().address("count.js")).flatten()
}

fn received(all: &[Outline]) -> Option<Timestamp> {
    all.iter().map(|version| version.received_at).min()
}

fn notes(making: &Making<'_>, history: &[Entry]) -> Vec<NoteView> {
    let corrected = history.iter().rev().filter(|entry| entry.kind == EntryKind::Correction);
    let note = |entry: &Entry| {
        let at = entry.at.unwrap_or(wire::Moment::utc(entry.shown_at));
        Some(NoteView {
            kind: "correction",
            at: Some(making.time(&at)),
            text: making.told(entry.note.as_deref()?),
        })
    };
    corrected.filter_map(note).collect()
}

fn description(view: &StoryView, body: &Body) -> String {
    let text = view.standfirst.clone().or_else(|| view.subheadline.clone());
    text.unwrap_or_else(|| body.plain_text().lines().next().unwrap_or_default().chars().take(200).collect())
}

fn first_words(making: &Making<'_>, body: &Body) -> String {
    let words: Vec<String> = body.plain_text().split_whitespace().take(10).map(str::to_owned).collect();
    if words.is_empty() { making.say("untitled", &[]) } else { words.join(" ") }
}

/// Kinds of text that readers should know before they read.
fn is_label(genre: &str) -> bool {
    let known = [
        "analysis",
        "opinion",
        "comment",
        "obituary",
        "interview",
        "review",
        "feature",
        "background",
        "profile",
        "explainer",
    ];
    known.contains(&genre.to_lowercase().as_str())
}
