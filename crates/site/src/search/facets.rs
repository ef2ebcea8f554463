//! How many stories were found, and how they divide: counted in one pass over the stories, without their
//! scores.
//!
//! The engine's own aggregations do more for each story, and ask for it with the score.

use std::collections::HashMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::Count;

/// Counts by the values of these fields, of which a story has one or none.
pub struct Facets<const N: usize>(pub [&'static str; N]);

#[derive(Debug)]
pub struct Counted<const N: usize> {
    pub total: u64,
    /// By field; what most stories have first, and by name what equally many have.
    pub by: [Vec<Count>; N],
}

impl<const N: usize> Collector for Facets<N> {
    type Fruit = Counted<N>;
    type Child = OfSegment<N>;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<OfSegment<N>> {
        let mut columns = [const { None }; N];
        for (column, field) in columns.iter_mut().zip(self.0) {
            *column = segment.fast_fields().str(field)?.map(Column::new);
        }
        Ok(OfSegment { total: 0, columns, waiting: Vec::with_capacity(TOGETHER), values: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Counted<N>>>) -> tantivy::Result<Counted<N>> {
        let mut total = 0;
        let mut sums: [HashMap<String, u64>; N] = std::array::from_fn(|_| HashMap::new());
        for segment in segments {
            let segment = segment?;
            total += segment.total;
            for (sum, counts) in sums.iter_mut().zip(segment.by) {
                for Count { slug, count } in counts {
                    *sum.entry(slug).or_default() += count;
                }
            }
        }
        let sorted = |sum: HashMap<String, u64>| {
            let mut counts: Vec<_> = sum.into_iter().map(|(slug, count)| Count { slug, count }).collect();
            counts.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.slug.cmp(&b.slug)));
            counts
        };
        Ok(Counted { total, by: sums.map(sorted) })
    }
}

/// Stories whose values are read at once.
const TOGETHER: usize = 64;

pub struct OfSegment<const N: usize> {
    total: u64,
    columns: [Option<Column>; N],
    waiting: Vec<DocId>,
    values: Vec<Option<u64>>,
}

impl<const N: usize> OfSegment<N> {
    fn count(&mut self, stories: &[DocId]) {
        self.total += stories.len() as u64;
        for column in self.columns.iter_mut().flatten() {
            self.values.clear();
            self.values.resize(stories.len(), None);
            column.values.ords().first_vals(stories, &mut self.values);
            for value in self.values.iter().flatten() {
                column.counts[*value as usize] += 1;
            }
        }
    }

    fn count_waiting(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        self.count(&waiting);
        waiting.clear();
        self.waiting = waiting;
    }
}

impl<const N: usize> SegmentCollector for OfSegment<N> {
    type Fruit = tantivy::Result<Counted<N>>;

    fn collect(&mut self, story: DocId, _: Score) {
        self.waiting.push(story);
        if self.waiting.len() == TOGETHER {
            self.count_waiting();
        }
    }

    fn collect_block(&mut self, stories: &[DocId]) {
        self.count(stories);
    }

    fn harvest(mut self) -> Self::Fruit {
        self.count_waiting();
        let mut by = [const { Vec::new() }; N];
        for (named, column) in by.iter_mut().zip(self.columns) {
            *named = column.map_or_else(|| Ok(Vec::new()), Column::named)?;
        }
        Ok(Counted { total: self.total, by })
    }
}

struct Column {
    values: StrColumn,
    /// By the value's number.
    counts: Vec<u64>,
}

impl Column {
    fn new(values: StrColumn) -> Column {
        let counts = vec![0; values.num_terms()];
        Column { values, counts }
    }

    fn named(self) -> tantivy::Result<Vec<Count>> {
        let found = || self.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        let values: Vec<u64> = found().map(|(value, _)| value as u64).collect();
        let mut named = Vec::with_capacity(values.len());
        let mut counts = found().map(|(_, count)| *count);
        self.values.dictionary().sorted_ords_to_term_cb(&values, |slug| {
            let slug = String::from_utf8_lossy(slug).into_owned();
            named.extend(counts.next().map(|count| Count { slug, count }));
        })?;
        Ok(named)
    }
}
