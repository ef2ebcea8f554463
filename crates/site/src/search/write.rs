//! Putting stories into the index and taking them out.

use newsroom::StoryId;
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::{Entry, Search, SearchError};

/// How many words of the text a word elsewhere counts for.
const HEADLINE: usize = 4;
const SUMMARY: usize = 2;
const NAME: usize = 2;

/// No story has this number.
const NO_STORY: i64 = i64::MIN;

/// The one writer of an index. Nothing is seen by readers before `commit`.
pub struct SearchWriter<'a> {
    search: &'a Search,
    pub(super) writer: IndexWriter,
}

impl Search {
    /// Takes the index for writing; an error when another process holds it.
    pub fn writer(&self) -> Result<SearchWriter<'_>, SearchError> {
        // One thread and 64 MB: a newsroom's changes are few, and the pages need the other core.
        let writer = self.index.writer_with_num_threads(1, 64_000_000).map_err(|e| self.error(e))?;
        // What a commit had written when it was killed bears the name that the same commit gives it when it
        // is made again, and the engine writes over nothing: the index would stand still for ever.
        writer.garbage_collect_files().wait().map_err(|e| self.error(e))?;
        // The engine gives the first thing that is done after a start the number of the last commit. A merge that
        // begins with it takes that number for done already, and a story that was taken out as the first would
        // come back. So the first is nothing.
        writer.delete_term(Term::from_field_i64(self.fields.id, NO_STORY));
        Ok(SearchWriter { search: self, writer })
    }
}

impl SearchWriter<'_> {
    /// Puts a story in, in place of what the index had of it.
    pub fn put(&mut self, id: StoryId, entry: &Entry) -> Result<(), SearchError> {
        self.remove(id);
        let fields = self.search.fields;
        let mut document = TantivyDocument::default();
        document.add_i64(fields.id, id.0);
        let names = entry.names.iter().map(|name| (name, NAME));
        let parts = [(&entry.headline, HEADLINE), (&entry.summary, SUMMARY), (&entry.body, 1)];
        for (part, times) in parts.into_iter().chain(names) {
            for _ in 0..times {
                document.add_text(fields.text, part);
            }
        }
        document.add_text(fields.body, &entry.body);
        if let Some(section) = &entry.section {
            document.add_text(fields.section, section);
        }
        document.add_text(fields.agency, &entry.agency);
        if !entry.language.is_empty() {
            document.add_text(fields.language, &entry.language);
        }
        if let Some(day) = entry.day {
            document.add_text(fields.year, format!("{:04}", day.year()));
            document.add_i64(fields.day, day_number(day));
        }
        document.add_i64(fields.sort_at, entry.sort_at.as_second());
        self.writer.add_document(document).map_err(|e| self.search.error(e))?;
        Ok(())
    }

    pub fn remove(&mut self, id: StoryId) {
        self.writer.delete_term(Term::from_field_i64(self.search.fields.id, id.0));
    }

    /// Forgets everything, to be built anew.
    pub fn clear(&mut self) -> Result<(), SearchError> {
        self.writer.delete_all_documents().map_err(|e| self.search.error(e))?;
        Ok(())
    }

    /// Makes everything so far visible to readers, and remembers that the index knows the store up to
    /// change `seq`.
    pub fn commit(&mut self, seq: i64) -> Result<(), SearchError> {
        let commit = |writer: &mut IndexWriter| {
            let mut prepared = writer.prepare_commit()?;
            prepared.set_payload(&seq.to_string());
            prepared.commit()
        };
        commit(&mut self.writer).map_err(|e| self.search.error(e))?;
        self.search.reader.reload().map_err(|e| self.search.error(e))
    }
}

/// 2018-09-10 as 20180910.
pub fn day_number(day: jiff::civil::Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}
