//! What became of an export.

use serde::Serialize;

/// What was carried over, and what was left and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Posts that were taken in, now or before.
    pub posts: u64,
    /// Of them: readers see them now.
    pub shown: u64,
    /// Of them: they wait for the desk or for their time.
    pub held: u64,
    /// Of them: nothing about them was new.
    pub there_already: u64,
    pub authors: u64,
    pub sections: u64,
    pub tags: u64,
    pub pictures: u64,
    /// Pictures that are still to be fetched.
    pub pictures_to_come: u64,
    /// Pictures that nobody tries to fetch any more.
    pub pictures_given_up: u64,
    /// Old addresses that lead to a story from now on.
    pub addresses: u64,
    pub comments: u64,
    pub comments_spam: u64,
    pub comments_trash: u64,
    /// Stories that wait, each with the reason.
    pub waits: Vec<LeftOut>,
    /// What was not carried over.
    pub left: Vec<LeftOut>,
}

/// One thing that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub what: String,
    /// The title of the post it belongs to, or its own.
    pub of: Option<String>,
    pub address: Option<String>,
    /// A sentence.
    pub why: String,
}

impl Report {
    /// Notes something that was not carried over.
    pub fn leave(&mut self, what: &str, of: Option<&str>, address: Option<&str>, why: &str) {
        self.left.push(LeftOut::new(what, of, address, why));
    }

    pub(super) fn wait(&mut self, of: Option<&str>, address: Option<&str>, why: &str) {
        self.waits.push(LeftOut::new("a post", of, address, why));
    }
}

impl LeftOut {
    fn new(what: &str, of: Option<&str>, address: Option<&str>, why: &str) -> LeftOut {
        let [of, address] = [of, address].map(|text| text.map(str::to_owned));
        LeftOut { what: what.to_owned(), of, address, why: why.to_owned() }
    }

    /// As one line: `a picture of "The ferry sails" (https://…): It …`.
    pub fn line(&self) -> String {
        let of = self.of.as_deref().map(|of| format!(" \"{of}\"")).unwrap_or_default();
        let address = self.address.as_deref().map(|address| format!(" ({address})")).unwrap_or_default();
        format!("{}{of}{address}: {}", self.what, self.why)
    }
}
