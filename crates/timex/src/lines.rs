//! JSON lines: documents in, the same with their expressions out. Offsets count code points, as most
//! evaluation data does.

use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use serde_json::{Map, Value as Json};

use crate::{
    annotate::{Document, Publication, annotate},
    expression::{CodePoints, Expression},
    language::Language,
};

/// What the caller says of documents that do not say it themselves.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    pub date: Option<jiff::civil::Date>,
    pub language: Option<String>,
    pub publication: Publication,
    /// Only what may be put on a page.
    pub page_only: bool,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    dct: Option<String>,
    #[serde(default)]
    lang: Option<String>,
    text: String,
    #[serde(flatten)]
    others: Map<String, Json>,
}

#[derive(Serialize)]
struct Found<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    value: String,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quant: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    freq: Option<&'a str>,
    confidence: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    datetime: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    why: String,
}

/// One line, `{"id", "dct", "lang", "text"}`, with `"timex"` added. An error is a sentence about the line.
pub fn annotate_line(line: &str, defaults: &Defaults) -> Result<String, String> {
    let row: Row = serde_json::from_str(line).map_err(|error| no_document(&error))?;
    let code = row.lang.as_deref().or(defaults.language.as_deref()).unwrap_or("en");
    let language = Language::get(code).ok_or_else(|| {
        let known: Vec<&str> = Language::codes().collect();
        format!("the language \"{code}\" is not known. Known: {}.", known.join(", "))
    })?;
    let date = match &row.dct {
        Some(written) => Some(day(written)?),
        None => defaults.date,
    };
    let document = Document { date, publication: defaults.publication };
    let found = annotate(&row.text, &document, language);
    let shown = found.iter().filter(|expression| !defaults.page_only || expression.is_for_page());
    let mut points = CodePoints::new(&row.text);
    let timex: Vec<Found<'_>> =
        shown.map(|expression| as_found(&row.text, expression, &mut points)).collect();
    let mut out = row.others;
    out.insert("dct".to_owned(), row.dct.map_or(Json::Null, Json::String));
    out.insert("lang".to_owned(), Json::String(code.to_owned()));
    out.insert("timex".to_owned(), serde_json::to_value(timex).map_err(|error| error.to_string())?);
    out.insert("text".to_owned(), Json::String(row.text));
    serde_json::to_string(&out).map_err(|error| error.to_string())
}

/// What a person can do about it, without the names that this program has for things.
fn no_document(error: &serde_json::Error) -> String {
    let why = match error.classify() {
        Category::Data => "it has no \"text\", or its \"text\", \"dct\" or \"lang\" is no string".to_owned(),
        _ => format!("it is no JSON from column {} on", error.column().max(1)),
    };
    format!(
        "this line is no document: {why}. A document is a JSON object with \"text\", and if known \"id\", \"dct\" (its date) and \"lang\"."
    )
}

/// The day of a date that may have a time behind it.
fn day(written: &str) -> Result<jiff::civil::Date, String> {
    let day = written.get(..10).unwrap_or(written);
    day.parse().map_err(|_| format!("\"dct\" is \"{written}\", which is no date like 2018-09-10."))
}

fn as_found<'a>(text: &'a str, expression: &'a Expression, points: &mut CodePoints<'_>) -> Found<'a> {
    Found {
        start: points.before(expression.start),
        end: points.before(expression.end),
        text: &text[expression.start..expression.end],
        kind: expression.kind.name(),
        value: expression.value.to_string(),
        modifier: expression.modifier.map(|modifier| modifier.code()),
        quant: expression.quant.as_deref(),
        freq: expression.freq.as_deref(),
        confidence: expression.confidence,
        datetime: expression.html_datetime(),
        label: expression.label(),
        why: expression.why.sentence(),
    }
}
