//! The versions of a story that readers have seen, and what changed between them.

use newsroom::Version;
use newsroom::diff::{self, OtherChange, ParagraphKind, Part, Span, SpanKind, VersionDiff};
use newsroom::history::{self, Entry, EntryKind, Outline};
use store::versions;

use super::{gone, pager};
use crate::addresses::{self, PageKey};
use crate::escape::escaped;
use crate::making::{Making, safe};
use crate::render::{Outcome, RenderError, print};
use crate::view::{DiffParagraph, DiffView, HistoryBody, NamedLink, VersionView};

/// As many as are read at once, with the one that the oldest of them is held against, and the newest of
/// all, whose headline stands above.
const ON_A_PAGE: usize = versions::SOME_AT_ONCE - 2;

pub async fn render(making: Making<'_>, day: &str, slug: &str, page: u32) -> Result<Outcome, RenderError> {
    let (making, story) = match gone::live(making, day, slug, "/history").await? {
        Ok(there) => there,
        Err(instead) => return Ok(instead),
    };
    let db = making.site.store.db();
    let told = told(&versions::outlines(db, story.id).await?);
    // Newest first, from the end.
    let end = told.len().saturating_sub((page as usize - 1).saturating_mul(ON_A_PAGE));
    let start = end.saturating_sub(ON_A_PAGE);
    if start == end {
        return Ok(Outcome::Missing);
    }
    let from = start.saturating_sub(1);
    let newest = &told[told.len() - 1];
    let numbers: Vec<u32> = told[from..end].iter().chain([newest]).map(|entry| entry.number).collect();
    let whole = versions::some(db, story.id, &numbers).await?;
    let of = |entry: &Entry| whole.iter().find(|version| version.number == entry.number);
    let versions = (start..end).rev().filter_map(|n| {
        let before = n.checked_sub(1).and_then(|before| of(&told[before]));
        Some(version_view(&making, n + 1, &told[n], of(&told[n])?, before))
    });
    let versions: Vec<VersionView> = versions.collect();

    let href = addresses::story_href(day, slug);
    let headline = of(newest).and_then(|version| version.item.headline.clone());
    let headline = headline.unwrap_or_else(|| making.say("story", &[]));
    let address = |page| PageKey::History { day: day.to_owned(), slug: slug.to_owned(), page }.address();
    let pager = pager(page, told.len() as u64, ON_A_PAGE as u32, address);
    let title = making.say("versions-title", &[("headline", (&headline).into())]);
    let mut page = making.page_view("history", &title, &address(page));
    page.description = making.say("versions-of", &[("headline", (&headline).into())]);
    page.robots = "noindex".into();
    let here = making.say("versions", &[]);
    page.breadcrumb = making.crumbs(&[(&headline, Some(href.clone())), (&here, None)]);
    let total = told.len();
    let body = HistoryBody { story: NamedLink { name: headline, href }, total, versions, pager };
    print(making, 200, "history.html", page, story.section.as_deref(), body)
}

/// What readers could tell apart, the first first.
fn told(outlines: &[Outline]) -> Vec<Entry> {
    history::history(outlines).into_iter().filter(Entry::is_told).collect()
}

fn version_view(
    making: &Making<'_>,
    number: usize,
    entry: &Entry,
    version: &Version,
    before: Option<&Version>,
) -> VersionView {
    let (label, kind) = match entry.kind {
        EntryKind::First => ("first-version", "first"),
        EntryKind::Update => ("update", "update"),
        EntryKind::Correction => ("correction", "correction"),
    };
    let at = version.item.version_time().unwrap_or(wire::Moment::utc(entry.shown_at));
    VersionView {
        number,
        at: Some(making.time(&at)),
        label: making.say(label, &[]),
        kind,
        note: entry.note.as_deref().map(|note| making.told(note)),
        diff: before.map(|before| diff_view(making, &diff::diff(&before.item, &version.item))),
    }
}

fn diff_view(making: &Making<'_>, diff: &VersionDiff) -> DiffView {
    let key = match (diff.words_added, diff.words_removed) {
        (0, 0) => "diff-none",
        (_, 0) => "diff-added",
        (0, _) => "diff-removed",
        _ => "diff-both",
    };
    let (added, removed) = (diff.words_added.into(), diff.words_removed.into());
    let summary = making.say(key, &[("added", added), ("removed", removed)]);
    let mut paragraphs: Vec<DiffParagraph> = Vec::new();
    let mut skipped = 0;
    for paragraph in &diff.paragraphs {
        if paragraph.folded {
            skipped += 1;
            continue;
        }
        fold(making, &mut paragraphs, &mut skipped);
        let kind = match paragraph.kind {
            ParagraphKind::Same => "same",
            ParagraphKind::Added => "added",
            ParagraphKind::Removed => "removed",
            ParagraphKind::Changed => "changed",
        };
        paragraphs.push(DiffParagraph { kind, html: safe(marked(&paragraph.spans)) });
    }
    fold(making, &mut paragraphs, &mut skipped);
    let headline = (!diff.headline.is_empty()).then(|| safe(marked(&diff.headline)));
    DiffView {
        summary,
        other: diff.other.iter().map(|change| other(making, change)).collect(),
        headline,
        paragraphs,
    }
}

/// Says how many paragraphs were left out.
fn fold(making: &Making<'_>, paragraphs: &mut Vec<DiffParagraph>, skipped: &mut usize) {
    let count = std::mem::take(skipped);
    if count > 0 {
        let text = making.say("diff-skipped", &[("count", count.into())]);
        paragraphs.push(DiffParagraph { kind: "skipped", html: safe(escaped(&text).to_string()) });
    }
}

/// "Byline changed from “Jo Hart” to “Ann Lee”."
fn other(making: &Making<'_>, change: &OtherChange) -> String {
    let key = match change.part {
        Part::Layout => return making.say("layout-changed", &[]),
        Part::Subheadline => "part-subheadline",
        Part::Summary => "part-summary",
        Part::Byline => "part-byline",
        Part::Dateline => "part-dateline",
        Part::Credit => "part-credit",
        Part::Language => "part-language",
        Part::Picture => "part-picture",
        Part::Caption => "part-caption",
        Part::PictureCredit => "part-picture-credit",
    };
    let part = making.say(key, &[]);
    let (was, is) = (change.was.as_deref(), change.is.as_deref());
    let args = [
        ("part", (&part).into()),
        ("was", was.unwrap_or_default().into()),
        ("is", is.unwrap_or_default().into()),
    ];
    match (was, is) {
        (None, Some("")) => making.say("picture-added", &[]),
        (Some(""), None) => making.say("picture-removed", &[]),
        (None, _) => making.say("part-added", &args),
        (_, None) => making.say("part-removed", &args),
        _ => making.say("part-changed", &args),
    }
}

fn marked(spans: &[Span]) -> String {
    let mark = |span: &Span| match span.kind {
        SpanKind::Same => escaped(&span.text).to_string(),
        SpanKind::Added => format!("<ins>{}</ins>", escaped(&span.text)),
        SpanKind::Removed => format!("<del>{}</del>", escaped(&span.text)),
    };
    spans.iter().map(mark).collect()
}
