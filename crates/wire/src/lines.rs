//! Lines and columns of places in a text, for problems.

use std::cell::OnceCell;

/// A column is not counted in longer lines, so that a thousand problems in one take no quadratic time.
const LONGEST_LINE: usize = 64 << 10;

/// Where a text's lines start, found when the first problem asks for it.
#[derive(Default)]
pub(crate) struct Lines {
    starts: OnceCell<Vec<usize>>,
}

impl Lines {
    /// 1-based line and column (in characters) of a byte offset in the text, which is the same at every
    /// call; the column is 0 where the line is too long to count.
    pub(crate) fn place(&self, text: &str, offset: usize) -> (u32, u32) {
        let starts = self.starts.get_or_init(|| {
            let after_line_end = |(at, byte): (usize, u8)| (byte == b'\n').then_some(at + 1);
            std::iter::once(0).chain(text.bytes().enumerate().filter_map(after_line_end)).collect()
        });
        let line = starts.partition_point(|start| *start <= offset);
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = text.get(start..text.floor_char_boundary(offset)).unwrap_or_default();
        let column = if before.len() > LONGEST_LINE { 0 } else { before.chars().count() as u32 + 1 };
        (line as u32, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines_and_characters() {
        let text = "a\nöx\n\n";
        let lines = Lines::default();
        let place = |offset| lines.place(text, offset);
        assert_eq!([place(0), place(1), place(2), place(3)], [(1, 1), (1, 2), (2, 1), (2, 1)]);
        assert_eq!([place(4), place(6), place(99)], [(2, 2), (3, 1), (4, 1)]);
    }

    #[test]
    fn a_line_without_end_has_no_columns() {
        let text = "x".repeat(LONGEST_LINE + 10);
        assert_eq!(Lines::default().place(&text, LONGEST_LINE + 5), (1, 0));
    }
}
