//! What templates see: the contract between `site` and a theme.
//!
//! Everything is ready to print. A template decides where a thing stands and never has to compute a
//! date, an address or a plural. Strings are plain text (escaped by the engine); only the fields that
//! say "safe HTML" hold mark-up, made by `body_html.rs` and nothing else.

use std::collections::BTreeMap;

use minijinja::Value;
use serde::Serialize;

use crate::ads::consent::Choice;
use crate::comments::view::{CommentsView, RecentComment};

/// The whole context of a template: `site`, `page` and one of the page bodies under its own name.
#[derive(Debug, Clone, Serialize)]
pub struct Context<T: Serialize> {
    pub site: SiteView,
    pub page: PageView,
    #[serde(flatten)]
    pub body: T,
}

/// The paper: the same on every page.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    pub name: String,
    pub tagline: String,
    /// Origin without a trailing slash: `https://harbourcourier.example`.
    pub url: String,
    /// BCP 47 and `ltr` or `rtl`.
    pub language: String,
    pub dir: &'static str,
    /// "Tuesday 24 November 2026": the day of the visit, for the masthead, in the paper's zone.
    pub today: TimeView,
    pub sections: Vec<NavLink>,
    /// Footer links: about, contact, corrections policy …
    pub links: Vec<NavLink>,
    /// A mail address for readers; may be empty.
    pub contact: String,
    pub copyright: String,
    /// Fingerprinted addresses of the theme's files.
    pub css: String,
    pub js: Option<String>,
    /// The script that keeps stories for reading without a network, where the paper wants that.
    pub worker: Option<&'static str>,
    /// Readers are asked about advertisements of third parties.
    pub ask: bool,
    pub icon: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct NavLink {
    pub name: String,
    pub href: String,
    /// The page shown is this link's page or inside it.
    pub current: bool,
}

/// The head of the page.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// `front`, `section`, `agency`, `topic`, `author`, `person`, `archive`, `day`, `story`, `history`, `search`,
    /// `comments`, `comment_form`, `comment_own`, `recent_comments`, `sign_in`, `corrections`, `offline`, `privacy`, `gone`,
    /// `not_found`, `error`.
    pub kind: &'static str,
    /// For `<title>`, without the paper's name.
    pub title: String,
    pub description: String,
    /// Absolute; empty on error pages.
    pub canonical: String,
    /// Content of `<meta name=robots>`; empty where nothing needs saying.
    pub robots: String,
    pub og_type: &'static str,
    pub og_image: Option<PictureView>,
    /// Safe JSON for `<script type="application/ld+json">`; each its own script.
    pub json_ld: Vec<Value>,
    pub feeds: Vec<FeedLink>,
    /// The same story in other languages, with itself; empty where there is one language alone.
    pub languages: Vec<LanguageLink>,
    /// From Home to this page; the last has no `href`.
    pub breadcrumb: Vec<Crumb>,
    /// The page's own language where it differs from the paper's.
    pub language: Option<String>,
    pub dir: Option<&'static str>,
    /// When this copy of the page was made, ISO 8601.
    pub made_at: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct FeedLink {
    pub mime: &'static str,
    pub title: String,
    pub href: String,
}

/// A story in one language.
#[derive(Debug, Clone, Serialize)]
pub struct LanguageLink {
    /// BCP 47, and the direction in which it is written.
    pub language: String,
    pub dir: &'static str,
    pub headline: String,
    pub href: String,
    /// Absolute.
    pub url: String,
    /// It is the page's own.
    pub current: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct Crumb {
    pub name: String,
    pub href: Option<String>,
}

/// A time, ready to print. `iso` is for `<time datetime>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeView {
    pub iso: String,
    /// "Monday 10 September 2018, 18:42 GMT"; a date alone where no hour is known.
    pub long: String,
    /// "10 Sep 2018, 18:42 GMT".
    pub short: String,
    /// "10 Sep 2018".
    pub day: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct NamedLink {
    pub name: String,
    pub href: String,
}

/// A story in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    pub href: String,
    pub headline: String,
    pub summary: Option<String>,
    pub section: Option<NamedLink>,
    pub agency: NamedLink,
    pub bylines: Vec<String>,
    pub dateline_place: Option<String>,
    /// `None`: date unknown.
    pub published: Option<TimeView>,
    pub updated: Option<TimeView>,
    /// "2 years" when the story is older than a month.
    pub age: Option<String>,
    pub corrected: bool,
    /// The agency marked it urgent (1 to 3), and it is not a day old.
    pub urgent: bool,
    pub language: Option<String>,
    pub dir: Option<&'static str>,
    pub picture: Option<PictureView>,
    /// Safe HTML: an excerpt with `<mark>` around the words found; only in search results.
    pub excerpt: Option<Value>,
}

#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    pub src: String,
    /// The sizes in which it can be had as `src`'s kind, for `srcset`; empty where there is one alone.
    pub srcset: String,
    /// The same in kinds that are smaller, for `<source>`; the first that a browser knows is best.
    pub sources: Vec<SourceView>,
    /// Absolute, for social cards and JSON-LD.
    pub url: String,
    pub width: u32,
    pub height: u32,
    /// Classes that keep in view what must be seen where the picture is cropped; empty is the middle.
    pub focus: String,
    pub alt: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

/// A picture's sizes in one kind.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    pub mime: String,
    pub srcset: String,
}

/// `front`
#[derive(Debug, Clone, Serialize)]
pub struct FrontBody {
    pub lead: Option<CardView>,
    pub seconds: Vec<CardView>,
    /// Newest first, not repeating the above.
    pub latest: Vec<CardView>,
    /// The newest comments; empty where there are none.
    pub recent_comments: Vec<RecentComment>,
    /// One container a section that has stories.
    pub containers: Vec<Container>,
    pub popular: Option<PopularView>,
    pub ads: AdsView,
}

/// What is read most. Where there is too little to show, or where it is out of date, there is none.
#[derive(Debug, Clone, Serialize)]
pub struct PopularView {
    /// One or two: what is read now, and what was read in these days.
    pub lists: Vec<PopularList>,
}

#[derive(Debug, Clone, Serialize)]
pub struct PopularList {
    /// `hours` or `week`.
    pub key: &'static str,
    pub name: String,
    /// Most read first.
    pub cards: Vec<CardView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Container {
    pub name: String,
    pub href: String,
    pub cards: Vec<CardView>,
}

/// `section`, `agency`, `topic`, `author`, `day`, `corrections`: one list of stories.
#[derive(Debug, Clone, Serialize)]
pub struct ListBody {
    pub heading: String,
    /// One line under the heading: what this list is.
    pub intro: Option<String>,
    pub cards: Vec<CardView>,
    pub total: u64,
    pub pager: Pager,
    /// On the first page of a section.
    pub popular: Option<PopularView>,
    pub ads: AdsView,
}

#[derive(Debug, Clone, Serialize)]
pub struct Pager {
    /// From 1.
    pub page: u32,
    pub pages: u32,
    pub newer: Option<String>,
    pub older: Option<String>,
    pub first: Option<String>,
    pub last: Option<String>,
}

/// `archive`: years, months and days with their counts.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveBody {
    pub heading: String,
    pub years: Vec<ArchiveYear>,
    /// How many stories carry no date, and where they are.
    pub undated: Option<CountLink>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ArchiveYear {
    pub name: String,
    pub count: u64,
    pub months: Vec<ArchiveMonth>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ArchiveMonth {
    pub name: String,
    pub count: u64,
    pub days: Vec<CountLink>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CountLink {
    pub name: String,
    pub href: String,
    pub count: u64,
}

/// `story`
#[derive(Debug, Clone, Serialize)]
pub struct StoryBody {
    pub story: StoryView,
    pub related: Vec<CardView>,
    pub popular: Option<PopularView>,
    /// The script that says that the story is seen, where the site does not count by itself.
    pub counter: Option<String>,
    pub ads: AdsView,
    /// Whom it quotes, in the order of the text, each once.
    pub quoted: Vec<QuotedView>,
    /// Earlier and later stories of the same matter with this one among them, oldest first; empty where there are none.
    pub course: Vec<CourseView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct StoryView {
    /// Older than a week: the dates that its words mean stand beside them.
    pub old: bool,
    pub href: String,
    pub headline: String,
    pub subheadline: Option<String>,
    pub standfirst: Option<String>,
    /// The same as HTML, with its dates.
    pub standfirst_html: Option<Value>,
    pub section: Option<NamedLink>,
    /// "Analysis", "Obituary": the agency's genre, where it is one that readers should know.
    pub label: Option<String>,
    pub bylines: Vec<NamedLink>,
    pub agency: NamedLink,
    /// The agency's credit line.
    pub credit: Option<String>,
    pub dateline_place: Option<String>,
    /// First published; `None` is "date unknown".
    pub published: Option<TimeView>,
    /// When this site received it; shown only where the date is unknown.
    pub received: TimeView,
    /// Last change that readers could see.
    pub updated: Option<TimeView>,
    /// "2 years": "This article is more than 2 years old".
    pub age: Option<String>,
    /// Corrections and updates, newest first.
    pub notes: Vec<NoteView>,
    /// How many versions readers could tell apart; the history page is worth a link from 2.
    pub versions: usize,
    pub history_href: String,
    pub lead_picture: Option<PictureView>,
    /// That, or the first in the text: for social cards and structured data.
    pub picture: Option<PictureView>,
    /// Safe HTML.
    pub body: Value,
    pub words: usize,
    pub topics: Vec<NamedLink>,
    pub rights: Option<String>,
    /// The story's page at its publisher.
    pub source_url: Option<String>,
    /// `None` where the paper has no comments.
    pub comments: Option<CommentsView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NoteView {
    /// `correction` or `update`.
    pub kind: &'static str,
    pub at: Option<TimeView>,
    pub text: String,
}

/// `history`: the versions of a story and what changed between them.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryBody {
    pub story: NamedLink,
    /// How many there are, on all pages.
    pub total: usize,
    /// Newest first.
    pub versions: Vec<VersionView>,
    pub pager: Pager,
}

#[derive(Debug, Clone, Serialize)]
pub struct VersionView {
    /// From 1, counting only what readers saw.
    pub number: usize,
    pub at: Option<TimeView>,
    /// "First version", "Update", "Correction".
    pub label: String,
    pub kind: &'static str,
    pub note: Option<String>,
    /// Against the version before; `None` for the first.
    pub diff: Option<DiffView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DiffView {
    /// "41 words added, 12 removed".
    pub summary: String,
    /// Changes outside the text: "Byline changed from … to …".
    pub other: Vec<String>,
    /// Safe HTML with `<ins>` and `<del>`.
    pub headline: Option<Value>,
    pub paragraphs: Vec<DiffParagraph>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DiffParagraph {
    /// `same`, `added`, `removed`, `changed`, or `skipped` (unchanged paragraphs left out).
    pub kind: &'static str,
    /// Safe HTML; for `skipped` a sentence such as "6 paragraphs unchanged".
    pub html: Value,
}

/// `search`
#[derive(Debug, Clone, Serialize)]
pub struct SearchBody {
    pub query: String,
    /// A sentence when the query could not be read as written.
    pub problem: Option<String>,
    pub results: Vec<CardView>,
    pub total: u64,
    pub facets: Vec<Facet>,
    /// `relevance` or `newest`, with links to both.
    pub orders: Vec<NavLink>,
    pub pager: Pager,
    /// Fields to repeat as hidden inputs so that a new query keeps the filters.
    pub kept: Vec<(String, String)>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Facet {
    /// "Section", "Agency", "Year", "Language".
    pub name: String,
    pub values: Vec<FacetValue>,
}

#[derive(Debug, Clone, Serialize)]
pub struct FacetValue {
    pub name: String,
    pub href: String,
    pub count: u64,
    /// Chosen; `href` then removes it.
    pub chosen: bool,
}

/// `gone`: a tombstone.
#[derive(Debug, Clone, Serialize)]
pub struct GoneBody {
    /// "Withdrawn", "Withheld", "Expired": what happened at the time given.
    pub label: String,
    /// "This story is withheld by Meridian News Agency"
    pub heading: String,
    pub reason: String,
    pub at: TimeView,
    pub latest: Vec<CardView>,
}

/// `not_found`, `error`
#[derive(Debug, Clone, Serialize)]
pub struct ErrorBody {
    pub status: u16,
    pub heading: String,
    pub message: String,
    pub latest: Vec<CardView>,
}

/// Advertisements by slot; a slot without one is absent.
pub type AdsView = BTreeMap<String, AdView>;

#[derive(Debug, Clone, Serialize)]
pub struct AdView {
    pub id: String,
    pub slot: String,
    /// "Advertisement".
    pub label: String,
    /// On this site, which counts the click and sends the reader on.
    pub href: String,
    /// What the link says of itself.
    pub rel: &'static str,
    /// Empty with an image or a frame.
    pub text: String,
    pub image: Option<PictureView>,
    pub frame: Option<FrameView>,
}

/// An advertisement that stands in a frame.
#[derive(Debug, Clone, Serialize)]
pub struct FrameView {
    pub src: String,
    /// What it may do; never to be left out.
    pub sandbox: &'static str,
    pub width: u32,
    pub height: u32,
}

/// `privacy`: what a reader agreed to.
#[derive(Debug, Clone, Serialize)]
pub struct PrivacyBody {
    /// Whether there is anything to agree to.
    pub asks: bool,
    /// The hosts of third parties.
    pub hosts: Vec<String>,
    /// `accept`, `refuse`, or nothing yet.
    pub chosen: Option<Choice>,
}

/// `person`: what this site's stories quote somebody as saying.
#[derive(Debug, Clone, Serialize)]
pub struct PersonBody {
    /// The fullest that the stories have.
    pub name: String,
    /// What the newest story that says so calls the person, in its words.
    pub role: Option<String>,
    /// Newest first.
    pub stories: Vec<SaidView>,
    /// How many stories there are, on all pages.
    pub total: u64,
    pub pager: Pager,
}

/// What one story quotes.
#[derive(Debug, Clone, Serialize)]
pub struct SaidView {
    pub story: CardView,
    /// What it calls the person, where that is not what stands above the page.
    pub role: Option<String>,
    /// In the order of its text.
    pub quotes: Vec<QuoteView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct QuoteView {
    /// Its place in the story's text.
    pub href: String,
    /// By paragraph, without the marks around them.
    pub words: Vec<String>,
    /// The person's own words; else the writer's, perhaps with some of the person's among them.
    pub direct: bool,
}

/// A quotation in its own story.
#[derive(Debug, Clone, Serialize)]
pub struct SpokenView {
    pub quote: QuoteView,
    /// Whose words they are.
    pub name: String,
    /// The person's page.
    pub person: String,
}

/// Somebody whom a story quotes.
#[derive(Debug, Clone, Serialize)]
pub struct QuotedView {
    pub name: String,
    /// The person's page.
    pub href: String,
    pub role: Option<String>,
    /// How many quotations.
    pub count: usize,
}

/// A story on the line of dates.
#[derive(Debug, Clone, Serialize)]
pub struct CourseView {
    /// `None`: it is the page's own.
    pub href: Option<String>,
    pub headline: String,
    /// The day on which it was written.
    pub written: TimeView,
    /// The one other day that it speaks of, where it names exactly one.
    pub speaks_of: Option<TimeView>,
    /// More than a month lies between it and the one before.
    pub after_gap: bool,
    pub language: Option<String>,
    pub dir: Option<&'static str>,
}
