//! What changed between two versions, for readers: paragraphs first, then the words inside them.

use std::collections::HashMap;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use wire::Item;

use words::{Words, compare};

mod other;
mod words;

pub use other::{OtherChange, Part};

/// Two versions side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct VersionDiff {
    /// Empty where the headline is the same.
    pub headline: Vec<Span>,
    /// Every paragraph of both versions, in reading order.
    pub paragraphs: Vec<ParagraphDiff>,
    /// Words that headline and text gained and lost.
    pub words_added: usize,
    pub words_removed: usize,
    /// Changes outside the text.
    pub other: Vec<OtherChange>,
}

/// A paragraph, heading, list entry or table row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParagraphDiff {
    pub kind: ParagraphKind,
    pub spans: Vec<Span>,
    /// Far from any change: a page may leave it out and say how many there are.
    pub folded: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ParagraphKind {
    Same,
    Added,
    Removed,
    Changed,
}

/// A run of text; runs of one paragraph join without anything between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    pub kind: SpanKind,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SpanKind {
    Same,
    Added,
    Removed,
}

/// Paragraphs that have at least this share of their words in common are one that changed.
const ALIKE: f64 = 0.4;

/// Above this many paragraphs, or pairs of them to weigh, texts are compared more coarsely, so that no
/// text, however odd, keeps a page waiting.
const MANY_PARAGRAPHS: usize = 5_000;
const MANY_PAIRS: usize = 2_500;

/// Above this many words in all, changed paragraphs are shown whole, old and new.
const MANY_WORDS: usize = 40_000;

/// Compares two versions of a story.
pub fn diff(old: &Item, new: &Item) -> VersionDiff {
    let mut budget = MANY_WORDS;
    let (before, after) = (old.body.plain_text(), new.body.plain_text());
    let (before, after) = (paragraphs(&before), paragraphs(&after));
    let mut diff = VersionDiff { other: other::changes(old, new), ..VersionDiff::default() };
    let (was, is) =
        (old.headline.as_deref().unwrap_or_default(), new.headline.as_deref().unwrap_or_default());
    if was != is {
        diff.headline = compare(&Words::new(was), &Words::new(is), &mut budget);
    }
    diff.paragraphs = align(&before, &after, &mut budget);
    let text_changed = diff.paragraphs.iter().any(|paragraph| paragraph.kind != ParagraphKind::Same);
    if !text_changed && old.body != new.body {
        diff.other.push(OtherChange { part: Part::Layout, was: None, is: None });
    }
    fold_unchanged(&mut diff.paragraphs);
    let spans = || diff.headline.iter().chain(diff.paragraphs.iter().flat_map(|paragraph| &paragraph.spans));
    let count =
        |kind| spans().filter(|span| span.kind == kind).map(|span| Words::new(&span.text).count()).sum();
    (diff.words_added, diff.words_removed) = (count(SpanKind::Added), count(SpanKind::Removed));
    diff
}

fn paragraphs(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Lays the paragraphs of both texts beside each other.
fn align(before: &[&str], after: &[&str], budget: &mut usize) -> Vec<ParagraphDiff> {
    let mut out = Vec::with_capacity(before.len().max(after.len()));
    if before.len().max(after.len()) > MANY_PARAGRAPHS {
        align_coarsely(before, after, budget, &mut out);
        return out;
    }
    for op in capture_diff_slices(Algorithm::Myers, before, after) {
        match op {
            DiffOp::Equal { new_index, len, .. } => {
                out.extend(
                    after[new_index..new_index + len].iter().map(|text| whole(ParagraphKind::Same, text)),
                );
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                out.extend(
                    before[old_index..old_index + old_len].iter().map(|t| whole(ParagraphKind::Removed, t)),
                );
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                out.extend(
                    after[new_index..new_index + new_len].iter().map(|t| whole(ParagraphKind::Added, t)),
                );
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => replaced(
                &before[old_index..old_index + old_len],
                &after[new_index..new_index + new_len],
                budget,
                &mut out,
            ),
        }
    }
    out
}

/// The common beginning and end are the same; what stands between was replaced.
fn align_coarsely(before: &[&str], after: &[&str], budget: &mut usize, out: &mut Vec<ParagraphDiff>) {
    let start = before.iter().zip(after).take_while(|(old, new)| old == new).count();
    let (old, new) = (&before[start..], &after[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    out.extend(after[..start].iter().map(|text| whole(ParagraphKind::Same, text)));
    replaced(&old[..old.len() - end], &new[..new.len() - end], budget, out);
    out.extend(new[new.len() - end..].iter().map(|text| whole(ParagraphKind::Same, text)));
}

/// A stretch of paragraphs gave way to another: those that are alike changed, the others went or came.
fn replaced(before: &[&str], after: &[&str], budget: &mut usize, out: &mut Vec<ParagraphDiff>) {
    let old: Vec<Words> = before.iter().map(|text| Words::new(text)).collect();
    let new: Vec<Words> = after.iter().map(|text| Words::new(text)).collect();
    let (mut i, mut j) = (0, 0);
    for (pair_i, pair_j) in pairs(&old, &new).into_iter().chain([(old.len(), new.len())]) {
        out.extend(before[i..pair_i].iter().map(|text| whole(ParagraphKind::Removed, text)));
        out.extend(after[j..pair_j].iter().map(|text| whole(ParagraphKind::Added, text)));
        if pair_i < old.len() {
            let spans = compare(&old[pair_i], &new[pair_j], budget);
            out.push(ParagraphDiff { kind: ParagraphKind::Changed, spans, folded: false });
        }
        (i, j) = (pair_i + 1, pair_j + 1);
    }
}

/// Pairs of paragraphs that are alike, in order and as much alike in sum as may be.
fn pairs(old: &[Words], new: &[Words]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) > MANY_PAIRS {
        let side_by_side = (0..old.len().min(new.len())).map(|n| (n, n));
        return side_by_side.filter(|&(i, j)| alike(&old[i], &new[j]) >= ALIKE).collect();
    }
    let weight: Vec<Vec<f64>> = old
        .iter()
        .map(|old| {
            new.iter().map(|new| Some(alike(old, new)).filter(|a| *a >= ALIKE).unwrap_or(0.0)).collect()
        })
        .collect();
    // best[i][j]: the best sum of what begins at i and j.
    let mut best = vec![vec![0.0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let paired = if weight[i][j] > 0.0 { weight[i][j] + best[i + 1][j + 1] } else { 0.0 };
            best[i][j] = f64::max(paired, f64::max(best[i + 1][j], best[i][j + 1]));
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() {
        if weight[i][j] > 0.0 && best[i][j] == weight[i][j] + best[i + 1][j + 1] {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// The share of words that two paragraphs have in common, 0 to 1, without regard to their order.
fn alike(old: &Words, new: &Words) -> f64 {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    old.keys().for_each(|word| *counts.entry(word).or_default() += 1);
    let shared = new
        .keys()
        .filter(|word| counts.get_mut(word).is_some_and(|n| n.checked_sub(1).map(|m| *n = m).is_some()));
    let longer = old.count().max(new.count());
    if longer == 0 { 0.0 } else { shared.count() as f64 / longer as f64 }
}

fn whole(kind: ParagraphKind, text: &str) -> ParagraphDiff {
    let span = match kind {
        ParagraphKind::Added => SpanKind::Added,
        ParagraphKind::Removed => SpanKind::Removed,
        ParagraphKind::Same | ParagraphKind::Changed => SpanKind::Same,
    };
    ParagraphDiff { kind, spans: vec![Span { kind: span, text: text.to_owned() }], folded: false }
}

/// Folds the unchanged paragraphs that do not stand next to a change, where two or more are together.
fn fold_unchanged(paragraphs: &mut [ParagraphDiff]) {
    let changed: Vec<bool> = paragraphs.iter().map(|p| p.kind != ParagraphKind::Same).collect();
    let far: Vec<bool> = (0..changed.len())
        .map(|n| !changed[n.saturating_sub(1)..(n + 2).min(changed.len())].contains(&true))
        .collect();
    for (n, paragraph) in paragraphs.iter_mut().enumerate() {
        let company = n.checked_sub(1).is_some_and(|n| far[n]) || far.get(n + 1) == Some(&true);
        paragraph.folded = far[n] && company;
    }
}
