//! One search: the hits of a page, how many there are in all, and how they divide.

use std::collections::HashSet;
use std::ops::Bound;

use newsroom::StoryId;
use tantivy::aggregation::AggregationCollector;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::agg_result::{AggregationResult, AggregationResults, BucketResult};
use tantivy::collector::{Count as CountDocs, TopDocs};
use tantivy::query::{AllQuery, BooleanQuery, Occur, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

use super::excerpt::Excerpts;
use super::write::day_number;
use super::{Search, SearchError, query};

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
        let mut analyzer = self.index.tokenizer_for_field(self.fields.body)?;
        let words = query::read(&request.words, self.fields, &mut analyzer);
        let asked = words.is_some();
        let mut clauses = self.filters(request);
        clauses.push((Occur::Must, words.unwrap_or_else(|| Box::new(AllQuery))));
        let query = BooleanQuery::new(clauses);

        let top = TopDocs::with_limit(request.limit.max(1)).and_offset(request.offset);
        let facets = AggregationCollector::from_aggs(facets()?, Default::default());
        let (places, total, counts) = match request.order {
            Order::Relevance if asked => {
                let (hits, total, counts) =
                    searcher.search(&query, &(top.order_by_score(), CountDocs, facets))?;
                (hits.into_iter().map(|(_, place)| place).collect::<Vec<_>>(), total, counts)
            }
            _ => {
                let newest = top.order_by_fast_field::<i64>("sort_at", tantivy::Order::Desc);
                let (hits, total, counts) = searcher.search(&query, &(newest, CountDocs, facets))?;
                (hits.into_iter().map(|(_, place)| place).collect(), total, counts)
            }
        };
        let hits = self.hits(&searcher, &query, &places, analyzer)?;
        let mut years = count(&counts, "year");
        years.sort_by(|a, b| b.slug.cmp(&a.slug));
        Ok(Found {
            hits,
            total: total as u64,
            sections: count(&counts, "section"),
            agencies: count(&counts, "agency"),
            languages: count(&counts, "language"),
            years,
        })
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
            if term.field() == self.fields.body {
                terms.extend(term.value().as_str().map(str::to_owned));
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

fn facets() -> tantivy::Result<Aggregations> {
    let terms = |field: &str, size: u32| serde_json::json!({ "terms": { "field": field, "size": size } });
    let request = serde_json::json!({
        "section": terms("section", 20),
        "agency": terms("agency", 20),
        "language": terms("language", 10),
        "year": terms("year", 60),
    });
    serde_json::from_value(request).map_err(|e| tantivy::TantivyError::InvalidArgument(e.to_string()))
}

fn count(results: &AggregationResults, name: &str) -> Vec<Count> {
    let Some(AggregationResult::BucketResult(BucketResult::Terms { buckets, .. })) = results.0.get(name)
    else {
        return Vec::new();
    };
    buckets
        .iter()
        .map(|bucket| Count {
            slug: bucket.key_as_string.clone().unwrap_or_else(|| bucket.key.to_string()),
            count: bucket.doc_count,
        })
        .collect()
}
