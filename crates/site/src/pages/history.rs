//! The versions of a story that readers have seen, and what changed between them.

use newsroom::diff::{self, ParagraphKind, Span, SpanKind, VersionDiff};
use newsroom::history::{self, EntryKind};
use newsroom::{State, Tag, Version};
use store::{stories, versions};

use super::{gone, story};
use crate::addresses;
use crate::escape::escaped;
use crate::making::{Making, crumbs, safe};
use crate::render::{Outcome, RenderError, print};
use crate::view::{DiffParagraph, DiffView, HistoryBody, NamedLink, VersionView};

pub async fn render(mut making: Making<'_>, day: &str, slug: &str) -> Result<Outcome, RenderError> {
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
    let all = versions::list(db, story.id).await?;
    let history = history::history(&all);
    let of = |number: u32| all.iter().find(|version| version.number == number);
    let mut shown: Vec<VersionView> = Vec::new();
    let mut before: Option<&Version> = None;
    for (index, entry) in history.entries.iter().filter(|entry| entry.is_told()).enumerate() {
        let Some(version) = of(entry.number) else { continue };
        let (label, kind) = match entry.kind {
            EntryKind::First => ("First version", "first"),
            EntryKind::Update => ("Update", "update"),
            EntryKind::Correction => ("Correction", "correction"),
        };
        let at = entry.at.unwrap_or(wire::Moment::utc(entry.shown_at));
        shown.push(VersionView {
            number: index + 1,
            at: Some(making.time(&at)),
            label: label.into(),
            kind,
            note: entry.note.clone(),
            diff: before.map(|before| diff_view(&diff::diff(&before.item, &version.item))),
        });
        before = Some(version);
    }
    shown.reverse();
    let headline = before.and_then(|version| version.item.headline.clone()).unwrap_or_else(|| "Story".into());
    let href = addresses::story_href(day, slug);
    let mut page =
        making.page_view("history", &format!("Versions: {headline}"), &addresses::history_href(day, slug));
    page.description = format!("What changed in this story since it was first published: {headline}");
    page.robots = "noindex".into();
    page.breadcrumb = crumbs(&[(&headline, Some(href.clone())), ("Versions", None)]);
    let body = HistoryBody { story: NamedLink { name: headline, href }, versions: shown };
    print(making, 200, "history.html", page, story.section.as_deref(), body)
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
