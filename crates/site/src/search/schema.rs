//! What the index knows of a story.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, TextAnalyzer,
    TextAnalyzerBuilder,
};

use super::pairs::Pairs;

/// Raised whenever the schema or the analysis changes, or an index of before may hold what it should not: it is then
/// built anew.
pub const VERSION: u32 = 3;
/// What is typed.
pub const WORDS: &str = "words";
/// What is indexed.
pub const WORDS_AND_PAIRS: &str = "words-and-pairs";

#[derive(Clone, Copy)]
pub struct Fields {
    /// Our number of the story.
    pub id: Field,
    /// All that finds a story, as words and as pairs of words, what counts more so many times. One field
    /// and not one for each part, so that a word is one list of stories, of which the engine can tell the
    /// best without looking at all of them.
    pub text: Field,
    /// Kept and not searched: the excerpt with the words found is cut from it.
    pub body: Field,
    pub section: Field,
    pub agency: Field,
    pub language: Field,
    /// Year in the paper's zone, "2018"; absent where undated.
    pub year: Field,
    /// Seconds since 1970 that lists are ordered by.
    pub sort_at: Field,
    /// Day in the paper's zone as 20180910; absent where undated.
    pub day: Field,
}

pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = TextFieldIndexing::default()
        .set_tokenizer(WORDS_AND_PAIRS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let fields = Fields {
        id: builder.add_i64_field("id", INDEXED | STORED),
        text: builder.add_text_field("text", TextOptions::default().set_indexing_options(words)),
        body: builder.add_text_field("body", STORED),
        section: builder.add_text_field("section", STRING | FAST),
        agency: builder.add_text_field("agency", STRING | FAST),
        language: builder.add_text_field("language", STRING | FAST),
        year: builder.add_text_field("year", STRING | FAST),
        sort_at: builder.add_i64_field("sort_at", FAST),
        day: builder.add_i64_field("day", INDEXED | FAST),
    };
    (builder.build(), fields)
}

/// Words in lower case, without accents, cut to their stem in the paper's language.
pub fn words(stemmer: Option<Language>) -> TextAnalyzer {
    stems(stemmer).build()
}

/// The same, and each two that stand side by side.
pub fn words_and_pairs(stemmer: Option<Language>) -> TextAnalyzer {
    stems(stemmer).filter(Pairs).build()
}

fn stems(stemmer: Option<Language>) -> TextAnalyzerBuilder {
    let words = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(60))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter);
    match stemmer {
        Some(language) => words.filter_dynamic(Stemmer::new(language)),
        None => words.dynamic(),
    }
}

/// The stemmer for a language, by its first subtag; `None` leaves words whole.
pub fn stemmer(language: &str) -> Option<Language> {
    Some(match language.split('-').next().unwrap_or_default() {
        "ar" => Language::Arabic,
        "da" => Language::Danish,
        "nl" => Language::Dutch,
        "en" => Language::English,
        "fi" => Language::Finnish,
        "fr" => Language::French,
        "de" => Language::German,
        "el" => Language::Greek,
        "hu" => Language::Hungarian,
        "it" => Language::Italian,
        "no" | "nb" | "nn" => Language::Norwegian,
        "pt" => Language::Portuguese,
        "ro" => Language::Romanian,
        "ru" => Language::Russian,
        "es" => Language::Spanish,
        "sv" => Language::Swedish,
        "ta" => Language::Tamil,
        "tr" => Language::Turkish,
        _ => return None,
    })
}

pub fn stemmer_name(stemmer: Option<Language>) -> String {
    stemmer.map_or_else(|| "plain".into(), |language| format!("{language:?}").to_lowercase())
}
