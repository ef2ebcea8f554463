//! The versions of a story that readers have seen, and what changed between them.

use newsroom::diff::{self, ParagraphKind, Span, SpanKind, VersionDiff};
use newsroom::history::{self, Entry, EntryKind, Outline};
use newsroom::{State, Tag, Version};
use store::{stories, versions};

use super::{gone, pager, story};
use crate::addresses::{self, PageKey};
use crate::escape::escaped;
use crate::making::{Making, crumbs, safe};
use crate::render::{Outcome, RenderError, print};
use crate::view::{DiffParagraph, DiffView, HistoryBody, NamedLink, VersionView};

/// As many as are read at once, with the one that the oldest of them is held against, and the newest of
/// all, whose headline stands above.
const ON_A_PAGE: usize = versions::SOME_AT_ONCE - 2;

pub async fn render(
    mut making: Making<'_>,
    day: &str,
    slug: &str,
    page: u32,
) -> Result<Outcome, RenderError> {
    let db = making.site.store.db();
    let Some(story) = stories::by_path(db, day, slug).await? else {
        return story::elsewhere(making, day, slug, "/history").await;
    };
    let story = gone::if_over(story, making.now);
    match story.state {
        State::Live => {}
        State::Killed => return gone::render(making, &story).await,
        _ => return Ok(Outcome::Missing),
    }
    making.tag(Tag::story(story.id));
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
    let headline = headline.unwrap_or_else(|| "Story".into());
    let address = |page| PageKey::History { day: day.to_owned(), slug: slug.to_owned(), page }.address();
    let pager = pager(page, told.len() as u64, ON_A_PAGE as u32, address);
    let mut page = making.page_view("history", &format!("Versions: {headline}"), &address(page));
    page.description = format!("What changed in this story since it was first published: {headline}");
    page.robots = "noindex".into();
    page.breadcrumb = crumbs(&[(&headline, Some(href.clone())), ("Versions", None)]);
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
        EntryKind::First => ("First version", "first"),
        EntryKind::Update => ("Update", "update"),
        EntryKind::Correction => ("Correction", "correction"),
    };
    let at = version.item.version_time().unwrap_or(wire::Moment::utc(entry.shown_at));
    VersionView {
        number,
        at: Some(making.time(&at)),
        label: label.into(),
        kind,
        note: entry.note.clone(),
        diff: before.map(|before| diff_view(&diff::diff(&before.item, &version.item))),
    }
}

fn diff_view(diff: &VersionDiff) -> DiffView {
    let words = |n: usize| if n == 1 { "1 word".to_owned() } else { format!("{n} words") };
    let summary = match (diff.words_added, diff.words_removed) {
        (0, 0) => "No change in the text".to_owned(),
        (added, 0) => format!("{} added", words(added)),
        (0, removed) => format!("{} removed", words(removed)),
        (added, removed) => format!("{} added, {removed} removed", words(added)),
    };
    let mut paragraphs: Vec<DiffParagraph> = Vec::new();
    let mut skipped = 0;
    for paragraph in &diff.paragraphs {
        if paragraph.folded {
            skipped += 1;
            continue;
        }
        fold(&mut paragraphs, &mut skipped);
        let kind = match paragraph.kind {
            ParagraphKind::Same => "same",
            ParagraphKind::Added => "added",
            ParagraphKind::Removed => "removed",
            ParagraphKind::Changed => "changed",
        };
        paragraphs.push(DiffParagraph { kind, html: safe(marked(&paragraph.spans)) });
    }
    fold(&mut paragraphs, &mut skipped);
    let headline = (!diff.headline.is_empty()).then(|| safe(marked(&diff.headline)));
    DiffView { summary, other: diff.other.clone(), headline, paragraphs }
}

/// Says how many paragraphs were left out.
fn fold(paragraphs: &mut Vec<DiffParagraph>, skipped: &mut usize) {
    let text = match std::mem::take(skipped) {
        0 => return,
        1 => "1 paragraph unchanged".to_owned(),
        n => format!("{n} paragraphs unchanged"),
    };
    paragraphs.push(DiffParagraph { kind: "skipped", html: safe(text) });
}

fn marked(spans: &[Span]) -> String {
    let mark = |span: &Span| match span.kind {
        SpanKind::Same => escaped(&span.text).to_string(),
        SpanKind::Added => format!("<ins>{}</ins>", escaped(&span.text)),
        SpanKind::Removed => format!("<del>{}</del>", escaped(&span.text)),
    };
    spans.iter().map(mark).collect()
}
