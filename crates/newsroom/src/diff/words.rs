//! The words inside a changed paragraph.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Span, SpanKind};

/// A text cut into words and marks, each with the space that follows it.
pub(super) struct Words<'a> {
    /// The text that counts, and the same with its following space.
    tokens: Vec<(&'a str, &'a str)>,
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str) -> Words<'a> {
        let mut tokens = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let core = if !first.is_alphanumeric() || stands_alone(first) {
                first.len_utf8()
            } else {
                rest.char_indices().find(|&(at, c)| ends_word(rest, at, c)).map_or(rest.len(), |(at, _)| at)
            };
            let space = rest[core..].len() - rest[core..].trim_start().len();
            tokens.push((&rest[..core], &rest[..core + space]));
            rest = &rest[core + space..];
        }
        Words { tokens }
    }

    /// The words without the marks.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.tokens.iter().map(|(key, _)| *key).filter(|key| key.contains(char::is_alphanumeric))
    }

    pub(super) fn count(&self) -> usize {
        self.keys().count()
    }

    fn text(&self, range: std::ops::Range<usize>) -> String {
        self.tokens[range].iter().map(|(_, text)| *text).collect()
    }
}

/// "don't", "4.5" and "Jean-Luc" are one word; a full stop at a word's end is none of it.
fn ends_word(text: &str, at: usize, c: char) -> bool {
    if c.is_alphanumeric() {
        return stands_alone(c);
    }
    let joins = matches!(c, '\'' | '’' | '.' | ',' | '-' | '\u{300}'..='\u{36f}');
    let next = text[at + c.len_utf8()..].chars().next();
    !(joins && next.is_some_and(|next| next.is_alphanumeric() && !stands_alone(next)))
}

/// Scripts without spaces between words are compared letter by letter.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Compares word by word, as long as the budget of words lasts; then the old stands whole before the
/// new.
pub(super) fn compare(old: &Words, new: &Words, budget: &mut usize) -> Vec<Span> {
    let cost = old.tokens.len() + new.tokens.len();
    let Some(left) = budget.checked_sub(cost) else {
        return spans([
            (SpanKind::Removed, old.text(0..old.tokens.len())),
            (SpanKind::Added, new.text(0..new.tokens.len())),
        ]);
    };
    *budget = left;
    let keys =
        |words: &Words| -> Vec<String> { words.tokens.iter().map(|(key, _)| (*key).to_owned()).collect() };
    let ops = join_across_islands(capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new)), new);
    let mut parts = Vec::new();
    for op in ops {
        if let DiffOp::Equal { .. } = op {
            let pairs = old.tokens[op.old_range()].iter().zip(&new.tokens[op.new_range()]);
            pairs.for_each(|(old, new)| same(*old, *new, &mut parts));
        } else {
            parts.push((SpanKind::Removed, old.text(op.old_range())));
            parts.push((SpanKind::Added, new.text(op.new_range())));
        }
    }
    spans(parts)
}

/// A word that stayed; where only one version has a space behind it, that space went or came.
fn same(old: (&str, &str), new: (&str, &str), parts: &mut Vec<(SpanKind, String)>) {
    let (key, text) = new;
    let (spaced, was_spaced) = (text.len() > key.len(), old.1.len() > old.0.len());
    let stays = if spaced == was_spaced { text } else { key };
    parts.push((SpanKind::Same, stays.to_owned()));
    if spaced != was_spaced {
        let kind = if spaced { SpanKind::Added } else { SpanKind::Removed };
        parts.push((kind, " ".to_owned()));
    }
}

/// Two changes with no more between them than a mark, or one word where the changes are longer, read
/// better as one.
fn join_across_islands(ops: Vec<DiffOp>, new: &Words) -> Vec<DiffOp> {
    let mut joined: Vec<DiffOp> = Vec::with_capacity(ops.len());
    for (n, op) in ops.iter().enumerate() {
        let island = matches!(op, DiffOp::Equal { .. }) && is_island(&ops, n, new);
        let after_island = n > 0 && matches!(ops[n - 1], DiffOp::Equal { .. }) && is_island(&ops, n - 1, new);
        match joined.last_mut() {
            Some(last) if island || after_island => *last = together(last, op),
            _ => joined.push(*op),
        }
    }
    joined
}

fn is_island(ops: &[DiffOp], n: usize, new: &Words) -> bool {
    let (Some(before), Some(after)) = (n.checked_sub(1).map(|n| &ops[n]), ops.get(n + 1)) else {
        return false;
    };
    let length = |op: &DiffOp| op.old_range().len().max(op.new_range().len());
    let island = &new.tokens[ops[n].new_range()];
    let words = island.iter().filter(|(key, _)| key.contains(char::is_alphanumeric)).count();
    let small = island.len() <= 2 && words == 0;
    small || (words <= 1 && island.len() <= 2 && length(before) >= 3 && length(after) >= 3)
}

fn together(first: &DiffOp, second: &DiffOp) -> DiffOp {
    let (old, new) =
        (first.old_range().start..second.old_range().end, first.new_range().start..second.new_range().end);
    DiffOp::Replace { old_index: old.start, old_len: old.len(), new_index: new.start, new_len: new.len() }
}

/// Neighbours of one kind become one span.
fn spans(parts: impl IntoIterator<Item = (SpanKind, String)>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (kind, text) in parts {
        match spans.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(&text),
            _ if text.is_empty() => {}
            _ => spans.push(Span { kind, text }),
        }
    }
    spans
}
