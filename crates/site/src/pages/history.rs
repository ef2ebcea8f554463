//! The versions of a story that readers have seen, and what changed between them.

use newsroom::diff::{self, OtherChange, ParagraphKind, Part, Span, SpanKind, VersionDiff};
use newsroom::history::{self, EntryKind};
use newsroom::{State, Tag, Version};
use store::{stories, versions};

use super::{gone, story};
use crate::addresses;
use crate::escape::escaped;
use crate::making::{Making, safe};
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
            EntryKind::First => ("first-version", "first"),
            EntryKind::Update => ("update", "update"),
            EntryKind::Correction => ("correction", "correction"),
        };
        let at = entry.at.unwrap_or(wire::Moment::utc(entry.shown_at));
        shown.push(VersionView {
            number: index + 1,
            at: Some(making.time(&at)),
            label: making.say(label, &[]),
            kind,
            note: entry.note.as_deref().map(|note| making.told(note)),
            diff: before.map(|before| diff_view(&making, &diff::diff(&before.item, &version.item))),
        });
        before = Some(version);
    }
    shown.reverse();
    let headline =
        before.and_then(|version| version.item.headline.clone()).unwrap_or_else(|| making.say("story", &[]));
    let href = addresses::story_href(day, slug);
    let title = making.say("versions-title", &[("headline", (&headline).into())]);
    let mut page = making.page_view("history", &title, &addresses::history_href(day, slug));
    page.description = making.say("versions-of", &[("headline", (&headline).into())]);
    page.robots = "noindex".into();
    let here = making.say("versions", &[]);
    page.breadcrumb = making.crumbs(&[(&headline, Some(href.clone())), (&here, None)]);
    let body = HistoryBody { story: NamedLink { name: headline, href }, versions: shown };
    print(making, 200, "history.html", page, story.section.as_deref(), body)
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
