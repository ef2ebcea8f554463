//! What the posts of an export refer to: its site, authors, sections, tags and files.

use std::collections::{HashMap, HashSet};

use wire::import::{Attachment, Author, Imported, Site, Term};

/// The old site, without its posts.
#[derive(Debug, Clone, Default)]
pub struct Old {
    pub site: Site,
    /// By their keys.
    pub authors: HashMap<String, Author>,
    /// By their slugs.
    pub sections: HashMap<String, Term>,
    pub tags: HashMap<String, Term>,
    /// By their ids.
    pub(super) attachments: HashMap<String, Attachment>,
    /// Ids of those that were uploaded for a post, by its id, in the file's order.
    pub(super) uploads: HashMap<String, Vec<String>>,
    /// Their addresses without the scheme.
    pub(super) files: HashSet<String>,
    /// Posts that there are.
    pub posts: u64,
}

/// No category is deeper than this; a circle of them ends here.
const DEEPEST: usize = 8;

impl Old {
    /// Takes note of one thing of the export.
    pub fn note(&mut self, imported: Imported) {
        match imported {
            Imported::Site(site) => self.site = site,
            Imported::Author(author) => drop(self.authors.insert(author.key.clone(), author)),
            Imported::Section(term) => drop(self.sections.insert(term.slug.clone(), term)),
            Imported::Tag(term) => drop(self.tags.insert(term.slug.clone(), term)),
            Imported::Attachment(file) => {
                self.files.insert(without_scheme(&file.url).to_owned());
                if let Some(post) = file.post.as_ref().filter(|_| is_picture(&file.url)) {
                    self.uploads.entry(post.clone()).or_default().push(file.id.clone());
                }
                self.attachments.insert(file.id.clone(), file);
            }
            Imported::Post(_) => self.posts += 1,
            Imported::Comment(_) | Imported::Left(_) => {}
        }
    }

    /// What stories were filed by: Ghost has tags alone.
    pub(super) fn filed_by(&self) -> impl Iterator<Item = &Term> {
        if self.sections.is_empty() { self.tags.values() } else { self.sections.values() }
    }

    /// A section and those above it, each once, as slug and name.
    pub(super) fn section_and_above<'a>(&'a self, slug: &'a str) -> Vec<(&'a str, &'a str)> {
        let mut found: Vec<(&str, &str)> = Vec::new();
        let mut next = Some(slug);
        while let Some(slug) = next.filter(|_| found.len() < DEEPEST) {
            let term = self.sections.get(slug);
            found.push((slug, term.map_or(slug, |term| &term.name)));
            next = term.and_then(|term| term.parent.as_deref()).filter(|above| !above.is_empty());
        }
        found
    }
}

fn is_picture(address: &str) -> bool {
    const KINDS: [&str; 6] = ["jpg", "jpeg", "png", "gif", "webp", "avif"];
    address
        .rsplit_once('.')
        .is_some_and(|(_, kind)| KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known)))
}

pub(super) fn without_scheme(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest)
}
