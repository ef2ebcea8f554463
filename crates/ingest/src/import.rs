//! A paper moves here: what another system exported (`wire::import`) becomes stories.
//!
//! Every post goes through the same door as copy: it is a delivery with an item, whose bytes are that item as
//! JSON, of a source of its own (`import-` and the old site's name). The same export once more is therefore the
//! same deliveries, and nothing happens; stopped half-way and started again, it goes on. Old addresses and
//! comments follow each batch, and each of those comes once too.
//!
//! The export is read twice: first what posts refer to ([`Old`]), then the posts. Neither pass holds the file.

mod item;
mod old;
mod pictures;
mod report;
mod sources;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use jiff::Timestamp;
use newsroom::comments::Draft;
use newsroom::{Fate, State, slug};
use store::acts::{self, Around, CarriedOver, OldComment};
use store::{redirects, stories, versions};
use url::Url;
use wire::import::{self, CommentState, Imported, Post, PostState};

use crate::{AgencySettings, Arriving, Beside, Intake, IntakeError, Outcome, Pictures, media};
use pictures::Files;
use sources::held_source;

pub use old::Old;
pub use report::{LeftOut, Report};
pub(crate) use sources::not_public;
pub use sources::{rules, sources};

/// Sources with names that begin so are not configured: only `dateline import` brings their copy.
pub const PREFIX: &str = "import-";

/// Posts, and comments that come without their posts, to a transaction.
const BATCH: usize = crate::intake::BATCH;

/// How a paper is brought here.
pub struct Import {
    intake: Intake,
    old: Old,
    files: Files,
    /// For the address of whoever wrote a comment: its keyed hash.
    email: Box<dyn Fn(&str) -> String + Send + Sync>,
    /// Posts, then what stands around them.
    waiting: Vec<(Post, Around)>,
    /// Comments whose post came in an earlier batch.
    late: HashMap<String, Vec<OldComment>>,
    report: Report,
    /// Title and address of the post that was read last.
    at: (Option<String>, Option<String>),
    /// Numbers of posts that were read.
    seen: HashSet<String>,
    /// Number of the post that was read last, where another has it, and what it has here instead.
    doubled: Option<(String, String)>,
}

impl Import {
    /// `intake` must know [`sources`] of this old site. `media`: a folder with its files.
    pub fn new(
        intake: Intake,
        old: Old,
        media: Option<PathBuf>,
        fetch: bool,
        email: impl Fn(&str) -> String + Send + Sync + 'static,
    ) -> Import {
        Import {
            intake,
            old,
            files: Files::new(media, fetch),
            email: Box::new(email),
            waiting: Vec::new(),
            late: HashMap::new(),
            report: Report::default(),
            at: (None, None),
            seen: HashSet::new(),
            doubled: None,
        }
    }

    /// Takes the next thing of the export, in the file's order.
    ///
    /// # Errors
    /// Where the store fails. What cannot be carried over is in the report.
    pub async fn take(&mut self, imported: Imported, now: Timestamp) -> Result<(), IntakeError> {
        match imported {
            Imported::Post(mut post) => {
                self.doubled = None;
                if !self.seen.insert(post.id.clone()) {
                    let also = post.addresses.last().or(post.title.as_ref()).cloned().unwrap_or_default();
                    let own = format!("{} {also}", post.id);
                    self.doubled = Some((std::mem::replace(&mut post.id, own.clone()), own));
                }
                // Before this one, whose comments are still to come.
                if self.waiting.len() >= BATCH {
                    self.work(now).await?;
                }
                self.at = (post.title.clone(), post.addresses.first().cloned());
                self.post(*post);
            }
            Imported::Comment(mut comment) => {
                if let Some((_, own)) = self.doubled.as_ref().filter(|(id, _)| *id == comment.post) {
                    comment.post.clone_from(own);
                }
                self.comment(comment, now).await?;
            }
            Imported::Left(left) => {
                let address = self.at.1.clone().filter(|_| left.of.is_some() && left.of == self.at.0);
                self.report.left.push(LeftOut { what: left.what, of: left.of, address, why: left.why });
            }
            // The first pass has them.
            Imported::Site(_)
            | Imported::Author(_)
            | Imported::Section(_)
            | Imported::Tag(_)
            | Imported::Attachment(_) => {}
        }
        Ok(())
    }

    /// Takes what still waits, and says what became of everything.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn finish(mut self, now: Timestamp) -> Result<Report, IntakeError> {
        self.work(now).await?;
        self.late_comments(now).await?;
        self.report.authors = self.old.authors.len() as u64;
        self.report.sections = self.old.sections.len() as u64;
        self.report.tags = self.old.tags.len() as u64;
        for author in self.old.authors.values().filter(|author| author.about.is_some()) {
            let why = "Authors' pages list their stories and have no place for a text about them.";
            self.report.leave("the text about an author", Some(&author.name), author.url.as_deref(), why);
        }
        Ok(self.report)
    }

    /// What has been done so far.
    pub fn report(&self) -> &Report {
        &self.report
    }

    fn post(&mut self, post: Post) {
        if let Some(why) = item::not_carried(&post) {
            let address = post.addresses.first().map(String::as_str);
            return self.report.leave(item::kind(&post), post.title.as_deref(), address, why);
        }
        let mut around = Around { guid: self.old.guid(&post.id), ..Around::default() };
        if post.is_sticky && item::why_held(&post).is_none() {
            let why = "Lists here are in the order of time.";
            self.report.leave(
                "the place on top",
                post.title.as_deref(),
                post.addresses.first().map(String::as_str),
                why,
            );
        }
        // Nobody is led to what was never public.
        if post.state == PostState::Published {
            let site = self.old.site.url.as_deref().and_then(|url| Url::parse(url).ok());
            for address in &post.addresses {
                match key(address, site.as_ref()) {
                    Some(key) if !around.addresses.contains(&key) => around.addresses.push(key),
                    Some(_) => {}
                    None => {
                        let why = "It is no address of a page that could lead to the story.";
                        self.report.leave("an old address", post.title.as_deref(), Some(address), why);
                    }
                }
            }
        }
        self.waiting.push((post, around));
    }

    async fn comment(&mut self, comment: import::Comment, now: Timestamp) -> Result<(), IntakeError> {
        let waits = match comment.state {
            CommentState::Published => None,
            CommentState::Waiting => Some(acts::WAITED.to_owned()),
            CommentState::Spam => {
                self.report.comments_spam += 1;
                return Ok(());
            }
            CommentState::Trash => {
                self.report.comments_trash += 1;
                return Ok(());
            }
        };
        let guid = self.old.guid(&comment.post);
        // Behind its post, or by itself.
        let beside = self.waiting.last().is_some_and(|(_, around)| around.guid == guid);
        let (title, address) = if beside { self.at.clone() } else { (None, None) };
        let name = comment.author.as_deref().unwrap_or("Anonymous");
        let email = comment.email.as_deref().unwrap_or_default();
        let Draft { name, email, text } = Draft::tidy(name, email, &item::text(&comment.body));
        let Some(at) = comment.at.filter(|_| !text.is_empty()) else {
            let why = if text.is_empty() { "It has no words." } else { "It has no date." };
            self.report.leave("a comment", title.as_deref(), address.as_deref(), why);
            return Ok(());
        };
        let kept = OldComment {
            key: self.comment_key(&comment.id),
            parent: comment.parent.as_deref().map(|parent| self.comment_key(parent)),
            name: if name.is_empty() { "Anonymous".to_owned() } else { name.chars().take(60).collect() },
            text,
            at: at.at,
            email: email.map(|email| (self.email)(&email)),
            waits,
        };
        match self.waiting.iter_mut().rev().find(|(_, around)| around.guid == guid) {
            Some((_, around)) => around.comments.push(kept),
            None => {
                self.late.entry(guid).or_default().push(kept);
                if self.late.values().map(Vec::len).sum::<usize>() >= BATCH {
                    self.work(now).await?;
                    self.late_comments(now).await?;
                }
            }
        }
        Ok(())
    }

    /// Unique over all sites that are ever brought here.
    fn comment_key(&self, id: &str) -> String {
        format!("{PREFIX}{} comment {id}", self.old.name())
    }

    /// Keeps the posts that wait, then what stood around them. Each of both can be done again.
    async fn work(&mut self, now: Timestamp) -> Result<(), IntakeError> {
        let waiting = std::mem::take(&mut self.waiting);
        let (mut shown, mut held, mut all) = (Vec::new(), Vec::new(), Vec::new());
        for (post, around) in waiting {
            let arriving = self.arriving(&post, &around.guid);
            if item::why_held(&post).is_some() {
                held.push(arriving)
            } else {
                shown.push(arriving)
            }
            all.push(around);
        }
        let source = self.old.source();
        for (source, batch) in [(source.clone(), shown), (held_source(&source), held)] {
            let names: Vec<String> = batch.iter().map(|arriving| arriving.name.clone()).collect();
            let outcomes = self.intake.accept_many(&source, batch, now).await;
            for (name, outcome) in names.into_iter().zip(outcomes) {
                self.note(&name, outcome)?;
            }
        }
        if self.files.fetches() {
            self.want_pictures(&all, now).await?;
        }
        self.carry(&all, now).await
    }

    /// Pictures of stories that were here before anybody asked for them, and those that were given up since.
    async fn want_pictures(&self, all: &[Around], now: Timestamp) -> Result<(), IntakeError> {
        let (store, agency) = (self.intake.store(), self.old.agency().slug);
        let want = async || -> store::Result<()> {
            let mut tx = store.begin().await?;
            for around in all {
                let known = stories::by_guid(&mut tx, &agency, &around.guid).await?;
                let Some((story, _)) = known.filter(|(story, _)| story.state != State::Killed) else {
                    continue;
                };
                let Some(newest) = versions::newest(&mut tx, story.id, 1).await?.pop() else { continue };
                let limits = self.intake.house.limits;
                let named = media::capture(store, &newest.item, Pictures::Fetch, None, None, limits).await?;
                store::media::want(&mut tx, story.id, newest.number, &named.files, now).await?;
            }
            tx.commit().await?;
            Ok(())
        };
        Ok(self.intake.patiently(want).await?)
    }

    /// Comments that stand in the file behind all posts.
    async fn late_comments(&mut self, now: Timestamp) -> Result<(), IntakeError> {
        let late = std::mem::take(&mut self.late);
        let mut all: Vec<Around> =
            late.into_iter().map(|(guid, comments)| Around { guid, comments, ..Around::default() }).collect();
        all.sort_by(|a, b| a.guid.cmp(&b.guid));
        self.carry(&all, now).await
    }

    async fn carry(&mut self, all: &[Around], now: Timestamp) -> Result<(), IntakeError> {
        if all.is_empty() {
            return Ok(());
        }
        let (store, agency) = (self.intake.store(), self.old.agency().slug);
        let all: Vec<Around> = all.iter().map(in_order).collect();
        let CarriedOver { addresses, comments, taken, missing } =
            self.intake.patiently(|| acts::carry_over(store, &agency, &all, now)).await?;
        self.report.addresses += addresses;
        self.report.comments += comments;
        for address in taken {
            self.report.leave("an old address", None, Some(&address), "It leads to another story already.");
        }
        for guid in missing {
            let of = all.iter().filter(|around| around.guid == guid).map(|around| around.comments.len());
            for _ in 0..of.sum::<usize>() {
                self.report.leave("a comment", Some(&guid), None, "Its post was not carried over.");
            }
        }
        Ok(())
    }

    fn arriving(&mut self, post: &Post, guid: &str) -> Arriving {
        let mut item = item::of(post, guid, &self.old);
        self.files.place(&mut item, &mut self.report, post.addresses.first().map(String::as_str));
        // A struct of texts and numbers can always be written.
        let bytes = serde_json::to_vec(&item).unwrap_or_default();
        let beside = self.files.folder().map(|root| Beside { root, dir: PathBuf::new(), done: None });
        let name = post.addresses.first().cloned().unwrap_or_else(|| guid.to_owned());
        Arriving { name, bytes: bytes.into(), beside, item: Some(Box::new(item)), ..Arriving::default() }
    }

    fn note(&mut self, name: &str, outcome: Result<Outcome, IntakeError>) -> Result<(), IntakeError> {
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(error @ (IntakeError::Store(_) | IntakeError::UnknownSource(_))) => return Err(error),
            Err(error) => {
                self.report.leave("a post", None, Some(name), &error.to_string());
                return Ok(());
            }
        };
        self.report.posts += 1;
        self.report.pictures += outcome.taken.len() as u64;
        if outcome.duplicate {
            self.report.there_already += 1;
            return Ok(());
        }
        for item in &outcome.items {
            match &item.fate {
                Some(Fate::Show) => self.report.shown += 1,
                Some(Fate::Hold { .. } | Fate::Wait { .. }) => {
                    self.report.held += 1;
                    let story = item.story.map_or(0, |story| story.0);
                    let why = format!("It waits here as story {story}. {}", item.reason);
                    self.report.wait(item.headline.as_deref(), Some(name), &why);
                }
                Some(Fate::Unchanged) => self.report.there_already += 1,
                Some(Fate::Tombstone { .. }) | None => {
                    self.report.leave("a post", item.headline.as_deref(), Some(name), &item.reason);
                }
            }
        }
        for problem in &outcome.problems {
            let of = outcome.items.first().and_then(|item| item.headline.as_deref());
            self.report.leave("a part of a post", of, Some(name), &problem.to_string());
        }
        Ok(())
    }
}

/// Path and query of an old address; of another site's page none.
fn key(address: &str, site: Option<&Url>) -> Option<String> {
    let url = match site {
        Some(site) => site.join(address).ok()?,
        // Ghost without the site's address: a path.
        None => Url::parse("http://old.invalid").ok()?.join(address).ok()?,
    };
    let bare = |url: &Url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned());
    if site.is_some_and(|site| bare(site) != bare(&url)) {
        return None;
    }
    let key = redirects::key(url.path(), url.query())?;
    // A site in a folder has its front page there.
    let front = site.and_then(|site| redirects::key(site.path(), None));
    (Some(&key) != front.as_ref()).then_some(key)
}

/// Comments, each behind what it answers.
fn in_order(around: &Around) -> Around {
    let mut rest = around.comments.clone();
    rest.sort_by_key(|comment| comment.at);
    let mut comments: Vec<OldComment> = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        let keys: std::collections::HashSet<String> =
            rest.iter().map(|comment| comment.key.clone()).collect();
        let ready = |comment: &OldComment| {
            comment.parent.as_ref().is_none_or(|key| !keys.contains(key) || *key == comment.key)
        };
        let (now, later): (Vec<_>, Vec<_>) = rest.into_iter().partition(ready);
        // A circle of answers has no beginning: it is taken as it stands.
        if now.is_empty() {
            comments.extend(later);
            break;
        }
        comments.extend(now);
        rest = later;
    }
    Around { comments, ..around.clone() }
}

impl Old {
    /// The part of names by which this site is told from others.
    pub fn name(&self) -> String {
        let host = self.site.url.as_deref().and_then(|url| Url::parse(url).ok());
        let host =
            host.as_ref().and_then(Url::host_str).map(|host| host.trim_start_matches("www.").to_owned());
        let name = slug::of_name(&host.or_else(|| self.site.title.clone()).unwrap_or_default());
        if name.is_empty() { "paper".to_owned() } else { name }
    }

    /// The source that its posts come from.
    pub fn source(&self) -> String {
        format!("{PREFIX}{}", self.name())
    }

    fn guid(&self, id: &str) -> String {
        format!("urn:{PREFIX}{}:{id}", self.name())
    }

    /// Whose stories they are: the old paper's.
    fn agency(&self) -> AgencySettings {
        let name = self.site.title.clone().unwrap_or_else(|| self.name());
        let slug = Some(slug::of_name(&name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| self.name());
        AgencySettings { slug, name }
    }
}
