//! Finding stories: an index of our own beside the store, kept up to date by a follower.
//!
//! The index belongs to one node and can be thrown away: it remembers up to which change it knows the
//! store, and is built anew when it does not. What is found is looked up in the store before it is
//! shown, so a killed story is gone from results at once, whatever the index still says.

mod entry;
mod excerpt;
mod facets;
mod find;
mod pairs;
mod query;
mod schema;
mod write;

use std::path::{Path, PathBuf};

use tantivy::error::DataCorruption;
use tantivy::{Index, IndexReader, ReloadPolicy, TantivyError, directory::MmapDirectory};

pub use entry::Entry;
pub use find::{Count, Found, Hit, Order, Request};
pub use write::SearchWriter;

use schema::Fields;

/// The index, for reading. Cheap to share; reads see the last commit.
pub struct Search {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    folder: PathBuf,
}

#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("The search index in {folder} cannot be used ({}).", brief(source))]
    Index { folder: String, source: tantivy::TantivyError },
    #[error("The folder {folder} for the search index cannot be made: {source}")]
    Folder { folder: String, source: std::io::Error },
}

impl Search {
    /// Opens the index in `folder`, or begins one. `language` (BCP 47) chooses the stemmer.
    ///
    /// An index of another schema, language or of damaged files is thrown away and begun anew.
    pub fn open(folder: &Path, language: &str) -> Result<Search, SearchError> {
        let stemmer = schema::stemmer(language);
        let all = folder;
        let folder = Self::place(all, stemmer);
        std::fs::create_dir_all(&folder)
            .map_err(|source| SearchError::Folder { folder: folder.display().to_string(), source })?;
        throw_away_others(all, &folder);
        match Self::open_in(&folder, stemmer) {
            Ok(search) => Ok(search),
            Err(first) => {
                tracing::warn!("The search index in {} is built anew: {}.", folder.display(), brief(&first));
                let fresh = std::fs::remove_dir_all(&folder).and_then(|()| std::fs::create_dir_all(&folder));
                fresh
                    .map_err(|source| SearchError::Folder { folder: folder.display().to_string(), source })?;
                Self::open_in(&folder, stemmer)
                    .map_err(|source| SearchError::Index { folder: folder.display().to_string(), source })
            }
        }
    }

    /// The index that is there, for a look at it and its files' checksums: nothing is made and nothing thrown away. `None` where
    /// `serve` has not begun one.
    pub fn look(folder: &Path, language: &str) -> Result<Option<Search>, SearchError> {
        let stemmer = schema::stemmer(language);
        let folder = Self::place(folder, stemmer);
        if !folder.join("meta.json").exists() {
            return Ok(None);
        }
        let index = |source| SearchError::Index { folder: folder.display().to_string(), source };
        Self::open_in(&folder, stemmer).map(Some).map_err(index)
    }

    /// The name carries what the files depend on, so that a change of either begins a new index.
    fn place(folder: &Path, stemmer: Option<tantivy::tokenizer::Language>) -> PathBuf {
        folder.join(format!("v{}-{}", schema::VERSION, schema::stemmer_name(stemmer)))
    }

    fn open_in(folder: &Path, stemmer: Option<tantivy::tokenizer::Language>) -> tantivy::Result<Search> {
        let (schema, fields) = schema::schema();
        let index = Index::open_or_create(MmapDirectory::open(folder)?, schema)?;
        index.tokenizers().register(schema::WORDS, schema::words(stemmer));
        index.tokenizers().register(schema::WORDS_AND_PAIRS, schema::words_and_pairs(stemmer));
        // The engine trusts what it reads, so that a changed file must be found before it does.
        if let Some(file) = index.validate_checksum()?.into_iter().min() {
            return Err(DataCorruption::new(file, "its bytes have changed".to_owned()).into());
        }
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Search { index, reader, fields, folder: folder.to_owned() })
    }

    /// The last change that the index knows; `None` when it has to be built from the store.
    pub fn cursor(&self) -> Option<i64> {
        self.index.load_metas().ok()?.payload?.parse().ok()
    }

    /// How many stories are in it.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn error(&self, source: tantivy::TantivyError) -> SearchError {
        SearchError::Index { folder: self.folder.display().to_string(), source }
    }
}

/// Indexes of another schema or language, which are of no use any more and only take room: what cannot be
/// removed is left.
fn throw_away_others(all: &Path, own: &Path) {
    let entries = std::fs::read_dir(all).into_iter().flatten().flatten();
    for other in entries.map(|entry| entry.path()).filter(|path| path != own) {
        let name = other.file_name().unwrap_or_default().to_string_lossy();
        let is_index =
            name.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if is_index && std::fs::remove_dir_all(&other).is_ok() {
            tracing::info!("The search index {} was of another kind and is gone.", other.display());
        }
    }
}

/// What the engine says, which may quote a whole file, cut to what a person reads.
fn brief(error: &TantivyError) -> String {
    let said: String = error.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = said.chars().take(240).collect();
    short.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests;
