//! The archive: years, months and days, each with how many stories it has.

use jiff::civil::Date;
use newsroom::Tag;
use store::shelves;

use crate::addresses::{self, ListKind, PageKey};
use crate::making::Making;
use crate::render::{Outcome, RenderError, print};
use crate::view::{ArchiveBody, ArchiveMonth, ArchiveYear, CountLink};

/// The whole, one year of it, or one month.
pub async fn render(
    mut making: Making<'_>,
    year: Option<i16>,
    month: Option<i8>,
) -> Result<Outcome, RenderError> {
    // Any story that comes or goes changes a count.
    making.tag(Tag::shelf("latest", ""));
    let db = making.site.store.db();
    let part = match (year, month) {
        (Some(year), Some(month)) => format!("{year:04}-{month:02}"),
        (Some(year), None) => format!("{year:04}"),
        _ => String::new(),
    };
    let days = shelves::days(db, &part).await?;
    let days: Vec<(Date, u64)> =
        days.into_iter().filter_map(|(day, count)| Some((day.parse().ok()?, count))).collect();
    if days.is_empty() && year.is_some() {
        return Ok(Outcome::Missing);
    }
    let undated =
        shelves::get(db, "day", "undated").await?.filter(|shelf| shelf.stories > 0 && year.is_none());
    let heading = match (year, month) {
        (Some(year), Some(_)) => days.first().map_or_else(|| year.to_string(), |(day, _)| making.month(*day)),
        (Some(year), None) => year.to_string(),
        _ => making.say("archive", &[]),
    };
    let key = match (year, month) {
        (Some(year), Some(month)) => PageKey::Month(year, month),
        (Some(year), None) => PageKey::Year(year),
        _ => PageKey::Archive,
    };
    let mut page = making.page_view("archive", &heading, &key.address());
    page.description = making.say("archive-of", &[("paper", (&making.site.settings.name).into())]);
    let archive = making.say("archive", &[]);
    page.breadcrumb = match year {
        Some(_) => making.crumbs(&[(&archive, Some("/archive".into())), (&heading, None)]),
        None => making.crumbs(&[(&archive, None)]),
    };
    let body = ArchiveBody {
        heading,
        years: years(&making, &days),
        undated: undated.map(|shelf| CountLink {
            name: making.say("without-date", &[]),
            href: addresses::list(ListKind::Day, "undated"),
            count: shelf.stories,
        }),
    };
    print(making, 200, "archive.html", page, None, body)
}

/// Days, newest first, as years of months of days.
fn years(making: &Making<'_>, days: &[(Date, u64)]) -> Vec<ArchiveYear> {
    let mut years: Vec<ArchiveYear> = Vec::new();
    let mut last: Option<Date> = None;
    for (day, count) in days {
        if last.is_none_or(|last| last.year() != day.year()) {
            years.push(ArchiveYear { name: day.year().to_string(), count: 0, months: Vec::new() });
        }
        let Some(year) = years.last_mut() else { continue };
        if year.months.is_empty() || last.is_none_or(|last| last.month() != day.month()) {
            let name = making.site.times.month_name(*day);
            year.months.push(ArchiveMonth { name, count: 0, days: Vec::new() });
        }
        year.count += count;
        if let Some(month) = year.months.last_mut() {
            month.count += count;
            let href = addresses::list(ListKind::Day, &day.to_string());
            month.days.push(CountLink { name: day.day().to_string(), href, count: *count });
        }
        last = Some(*day);
    }
    years
}
