//! One search: the hits of a page, how many there are in all, and how they divide.

use std::collections::HashSet;
use std::ops::Bound;

use newsroom::StoryId;
use tantivy::collector::TopDocs;
use tantivy::query::{AllQuery, BooleanQuery, Occur, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{DocAddress, Searcher, TantivyDocument, TantivyError, Term};

use super::excerpt::Excerpts;
use super::facets::Facets;
use super::write::day_number;
use super::{Search, SearchError, query, schema};

#[derive(Debug, Clone, Default)]
pub struct Request {
    pub words: String,
    /// Slugs; empty means any.
    pub section: Option<String>,
    pub agency: Option<String>,
    pub language: Option<String>,
    pub year: Option<String>,
    pub from: Option<jiff::civil::Date>,
    pub to: Option<jiff::civil::Date>,
    pub order: Order,
    pub offset: usize,
    pub limit: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Relevance,
    Newest,
}

#[derive(Debug, Clone, Default)]
pub struct Found {
    pub hits: Vec<Hit>,
    pub total: u64,
    pub sections: Vec<Count>,
    pub agencies: Vec<Count>,
    pub languages: Vec<Count>,
    /// Newest first.
    pub years: Vec<Count>,
}

#[derive(Debug, Clone)]
pub struct Hit {
    pub story: StoryId,
    /// Safe HTML with `<mark>`; `None` when the words stand outside the body.
    pub excerpt: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub slug: String,
    pub count: u64,
}

impl Search {
    /// Runs a search. Takes milliseconds on a large archive; call it off the async threads.
    pub fn find(&self, request: &Request) -> Result<Found, SearchError> {
        self.run(request).map_err(|e| self.error(e))
    }

    fn run(&self, request: &Request) -> tantivy::Result<Found> {
        let searcher = self.reader.searcher();
        let mut analyzer = self.analyzer()?;
        let mut clauses = query::read(&request.words, self.fields.text, &mut analyzer);
        let best_first = request.order == Order::Relevance && !clauses.is_empty();
        clauses.append(&mut self.filters(request));
        let query = all_of(clauses);

        // Counting looks at every story found, without scores; the best are told without looking at all.
        let facets = Facets(["section", "agency", "language", "year"]);
        let top = TopDocs::with_limit(request.limit.max(1)).and_offset(request.offset);
        let (places, counted) = if best_first {
            let counted = searcher.search(&*query, &facets)?;
            let best = searcher.search(&*query, &top.order_by_score())?;
            (best.into_iter().map(|(_, place)| place).collect::<Vec<_>>(), counted)
        } else {
            let newest = top.order_by_fast_field::<i64>("sort_at", tantivy::Order::Desc);
            let (newest, counted) = searcher.search(&*query, &(newest, facets))?;
            (newest.into_iter().map(|(_, place)| place).collect(), counted)
        };
        let hits = self.hits(&searcher, &*query, &places, analyzer)?;
        let [sections, agencies, languages, mut years] = counted.by;
        years.sort_unstable_by(|a, b| b.slug.cmp(&a.slug));
        let first = |mut counts: Vec<Count>, most| {
            counts.truncate(most);
            counts
        };
        Ok(Found {
            hits,
            total: counted.total,
            sections: first(sections, 20),
            agencies: first(agencies, 20),
            languages: first(languages, 10),
            years: first(years, 60),
        })
    }

    /// For what is typed.
    fn analyzer(&self) -> tantivy::Result<TextAnalyzer> {
        let analyzer = self.index.tokenizers().get(schema::WORDS);
        analyzer.ok_or_else(|| TantivyError::SystemError("the analyzer of words is not registered".into()))
    }

    fn filters(&self, request: &Request) -> Vec<(Occur, Box<dyn Query>)> {
        let one = |field: Field, value: &Option<String>| {
            value.as_ref().map(|value| -> (Occur, Box<dyn Query>) {
                let term = Term::from_field_text(field, value);
                (Occur::Must, Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
            })
        };
        let f = self.fields;
        let named = [
            one(f.section, &request.section),
            one(f.agency, &request.agency),
            one(f.language, &request.language),
            one(f.year, &request.year),
        ];
        let mut clauses: Vec<_> = named.into_iter().flatten().collect();
        if request.from.is_some() || request.to.is_some() {
            let bound = |day: Option<jiff::civil::Date>| {
                day.map_or(Bound::Unbounded, |d| Bound::Included(Term::from_field_i64(f.day, day_number(d))))
            };
            clauses.push((Occur::Must, Box::new(RangeQuery::new(bound(request.from), bound(request.to)))));
        }
        clauses
    }

    fn hits(
        &self,
        searcher: &Searcher,
        query: &dyn Query,
        places: &[DocAddress],
        analyzer: TextAnalyzer,
    ) -> tantivy::Result<Vec<Hit>> {
        let mut terms = HashSet::new();
        query.query_terms(&mut |term, _| {
            if term.field() == self.fields.text {
                let value = term.value();
                // A pair is marked by its words.
                let words = value.as_str().into_iter().flat_map(|text| text.split(' '));
                terms.extend(words.map(str::to_owned));
            }
        });
        let mut excerpts = Excerpts::new(terms, analyzer);
        let mut hits = Vec::with_capacity(places.len());
        for place in places {
            let document: TantivyDocument = searcher.doc(*place)?;
            let Some(id) = document.get_first(self.fields.id).and_then(|v| v.as_i64()) else { continue };
            let body = document.get_first(self.fields.body).and_then(|v| v.as_str());
            hits.push(Hit { story: StoryId(id), excerpt: body.and_then(|body| excerpts.of(body)) });
        }
        Ok(hits)
    }
}

/// One clause stands for itself: only then are the best of a single word told without looking at all.
fn all_of(mut clauses: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
    match clauses.len() {
        0 => Box::new(AllQuery),
        // Were it an exclusion, it would not stand alone.
        1 => clauses.remove(0).1,
        _ => Box::new(BooleanQuery::new(clauses)),
    }
}
