//! The line of dates on a story's page: what was told of the same matter before and after.

use jiff::civil::Date;
use newsroom::{Story, StoryId};
use store::course::{self, Course};
use store::stories::Card;

use crate::making::Making;
use crate::render::RenderError;
use crate::view::{CourseView, StoryView, TimeView};

/// So many days without a story of the matter are seen on the line.
const GAP: i32 = 31;

/// What there is, with what that depends on; nothing for a story that has no place on a line of dates.
pub async fn of(making: &mut Making<'_>, story: &Story) -> Result<Course, RenderError> {
    if story.published.is_none() {
        return Ok(Course::default());
    }
    let mut course = course::of(making.site.store.db(), story.id).await?;
    for tag in std::mem::take(&mut course.tags) {
        making.tag(tag);
    }
    Ok(course)
}

/// Oldest first, the page's own story in its place; empty where it would stand alone or where nobody knows its date.
pub fn view(making: &mut Making<'_>, story: &Story, own: &StoryView, course: &Course) -> Vec<CourseView> {
    let Some(written) = own.published.clone() else { return Vec::new() };
    let here = CourseView {
        href: None,
        headline: own.headline.clone(),
        written,
        speaks_of: speaks_of(making, story.id, course),
        after_gap: false,
        language: None,
        dir: None,
    };
    let mut line: Vec<CourseView> =
        course.before.iter().filter_map(|card| entry(making, card, course)).collect();
    line.push(here);
    line.extend(course.after.iter().filter_map(|card| entry(making, card, course)));
    let days: Vec<Option<Date>> = line.iter().map(|entry| day(&entry.written)).collect();
    for (entry, pair) in line.iter_mut().skip(1).zip(days.windows(2)) {
        let [Some(before), Some(own)] = pair else { continue };
        entry.after_gap = (*own - *before).get_days() > GAP;
    }
    if line.len() > 1 { line } else { Vec::new() }
}

fn day(written: &TimeView) -> Option<Date> {
    written.iso.get(..10)?.parse().ok()
}

fn entry(making: &mut Making<'_>, card: &Card, course: &Course) -> Option<CourseView> {
    let view = making.card(card)?;
    Some(CourseView {
        href: Some(view.href),
        headline: view.headline,
        written: view.published?,
        speaks_of: speaks_of(making, card.id, course),
        after_gap: false,
        language: view.language,
        dir: view.dir,
    })
}

fn speaks_of(making: &Making<'_>, story: StoryId, course: &Course) -> Option<TimeView> {
    let (_, day) = course.days.iter().find(|(id, _)| *id == story)?;
    Some(making.site.times.date(*day))
}
