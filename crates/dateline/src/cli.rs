//! The command line: what can be asked, with an example each.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    about = "Agency copy in, an honest and fast news site out.",
    long_about = "Dateline takes agency copy in, keeps every version, and serves the honest page: when it was \
                  written and changed, where, by whom, and what was corrected.",
    after_help = "Examples:\n  dateline serve --config paper.toml\n  dateline ingest wire/*.xml --source mna\n  dateline parse story.xml | jq .headline"
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Take copy in and serve the site until told to stop.
    #[command(after_help = "Example:\n  dateline serve --config paper.toml --listen 0.0.0.0:80")]
    Serve(ServeArgs),
    /// Take files in now, one line a file saying what became of it. Works while `serve` runs.
    #[command(after_help = "Example:\n  dateline ingest ~/wire --source mna --data ./data")]
    Ingest(IngestArgs),
    /// Read files and print their items as JSON, one object a line. Needs no database.
    #[command(after_help = "Example:\n  dateline parse wire/*.xml --format newsml-g2 | jq -r .headline")]
    Parse(ParseArgs),
    /// Bring a paper here from another system: stories, sections, tags, comments, pictures, old addresses.
    #[command(
        subcommand,
        after_help = "Example:\n  dateline import wxr export.xml --media wp-content/uploads"
    )]
    Import(ImportCommand),
    /// Run today's parsers over the bytes that are kept.
    #[command(after_help = "Example:\n  dateline reparse --source mna --since 2026-01-01")]
    Reparse(ReparseArgs),
    /// Look anew for dates and quotations in the texts that readers see. Works while `serve` runs.
    #[command(after_help = "Example:\n  dateline reread --config paper.toml")]
    Reread(RereadArgs),
    /// Find the time expressions in texts and what each means: JSON lines in and out. Needs no database.
    #[command(
        after_help = "What comes out is each line's object with \"timex\": a list of start and end (in characters), text, type, value \
                      and more.\n\nExample:\n  echo '{\"text\": \"It sank on Monday.\"}' | dateline timex --dct 2018-09-12"
    )]
    Timex(TimexArgs),
    /// Find the quotations in texts and who says each: JSON lines in and out. Needs no database.
    #[command(
        after_help = "What comes out is each line's object with \"quotes\": a list of start and end (in characters), text, speaker, \
                      kind and more.\n\nExample:\n  dateline quotes stories.jsonl | jq -c '.quotes[] | {speaker, text}'"
    )]
    Quotes(QuotesArgs),
    /// The configuration.
    #[command(subcommand, after_help = "Example:\n  dateline config check --config paper.toml")]
    Config(ConfigCommand),
    /// Check database, blobs and search index for damage.
    #[command(after_help = "Example:\n  dateline check --config paper.toml && echo sound")]
    Check(Place),
    /// Write everything into one file, also while `serve` runs.
    #[command(after_help = "Example:\n  dateline backup /backup/paper-$(date +%F).tar")]
    Backup(BackupArgs),
    /// Bring a backup back into an empty data folder or database.
    #[command(after_help = "Example:\n  dateline restore /backup/paper-2026-11-24.tar --data ./data")]
    Restore(BackupArgs),
    /// What is advertised now and why, and how often it was seen and clicked.
    #[command(
        subcommand,
        after_help = "Example:\n  dateline ads list && dateline ads report --from 2026-11-01"
    )]
    Ads(AdsCommand),
    /// What the desk decides: list held stories, release, kill, rename, refile, mark as sensitive, put dates and quotations right.
    #[command(subcommand, after_help = "Example:\n  dateline desk held && dateline desk release 42")]
    Desk(DeskCommand),
    /// Pictures: add one to a story, say what of it must stay in view, make sizes anew.
    #[command(subcommand, after_help = "Example:\n  dateline pictures add quay.jpg --story 42 --focal 30,60")]
    Pictures(PicturesCommand),
    /// What readers wrote: list, approve, reject, remove, ban, open and close, forget.
    #[command(subcommand)]
    Comments(CommentsCommand),
    /// The theme: copy the default out to edit it, or check one.
    #[command(
        subcommand,
        after_help = "Example:\n  dateline theme new ./theme && dateline theme check ./theme"
    )]
    Theme(ThemeCommand),
}

/// Where the paper lives: accepted by every command that opens it.
#[derive(Debug, Clone, Default, Args)]
pub struct Place {
    /// Configuration file [default: dateline.toml where there is one].
    #[arg(long, value_name = "FILE", env = "DATELINE_CONFIG")]
    pub config: Option<PathBuf>,
    /// Data folder, over the configuration's.
    #[arg(long, value_name = "DIR", env = "DATELINE_DATA")]
    pub data: Option<PathBuf>,
    /// postgres://… address, over the configuration's; SQLite in the data folder where neither has one.
    #[arg(long, value_name = "URL", env = "DATELINE_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// Print JSON, one object a line.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    pub place: Place,
    /// Address and port to listen on, over the configuration's.
    #[arg(long, value_name = "ADDR", env = "DATELINE_LISTEN")]
    pub listen: Option<String>,
}

#[derive(Debug, Args)]
pub struct IngestArgs {
    /// Files or folders; a folder is taken in the order of its file names. `-` is one delivery on standard
    /// input, such as a message that a mail server pipes here.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// The configured source whose copy this is [default: the only one, or "files"].
    #[arg(long)]
    pub source: Option<String>,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// WordPress: the file that Tools, Export gives (WXR).
    #[command(
        after_help = "Example:\n  dateline import wxr export.xml --media wp-content/uploads --report left.txt"
    )]
    Wxr(ImportArgs),
    /// Ghost: the file that Settings, Export gives (JSON).
    #[command(
        after_help = "Example:\n  dateline import ghost export.json --site https://courier.example --media content/images"
    )]
    Ghost(ImportArgs),
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The export. The same one again goes on where it stopped, and changes nothing that is there.
    pub file: PathBuf,
    /// The old site's address, over the export's; Ghost's export does not say it.
    #[arg(long, value_name = "URL")]
    pub site: Option<String>,
    /// A folder with the old site's pictures, such as wp-content/uploads.
    #[arg(long, value_name = "DIR")]
    pub media: Option<PathBuf>,
    /// Fetch pictures that are not in that folder from their old addresses.
    #[arg(long)]
    pub fetch: bool,
    /// Write what was carried over, what was left and why into this file too.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Debug, Args)]
pub struct ParseArgs {
    /// Files or folders to read; `-` is standard input.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Read as this format instead of recognising it, e.g. ninjs; a name that is none lists them all.
    #[arg(long)]
    pub format: Option<String>,
    /// Zone of times that name none, e.g. Europe/Oslo [default: UTC].
    #[arg(long)]
    pub zone: Option<String>,
}

#[derive(Debug, Args)]
pub struct ReparseArgs {
    /// Only deliveries of this source.
    #[arg(long)]
    pub source: Option<String>,
    /// Only deliveries received on or after this day or time.
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Debug, Args)]
pub struct RereadArgs {
    /// Every story, and not only those that an older engine has read.
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Debug, Args)]
pub struct TimexArgs {
    /// Files of documents, one a line: {"text", and if known "id", "dct", "lang"} [default: standard input].
    pub files: Vec<PathBuf>,
    /// The day on which documents were written that do not say it in "dct".
    #[arg(long, value_name = "DATE")]
    pub dct: Option<jiff::civil::Date>,
    /// The language of documents that do not say it in "lang" [default: en].
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,
    /// Only what is sure enough to be shown to readers.
    #[arg(long)]
    pub page: bool,
}

#[derive(Debug, Args)]
pub struct QuotesArgs {
    /// Files of documents, one a line: {"text", and if known "id", "lang"} [default: standard input].
    pub files: Vec<PathBuf>,
    /// The language of documents that do not say it in "lang" [default: en].
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,
    /// Indirect and mixed quotations too, beside those between marks.
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Say everything that is wrong with the configuration.
    #[command(after_help = "Example:\n  dateline config check --config paper.toml")]
    Check(Place),
}

#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The backup, a tar.
    pub file: PathBuf,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Debug, Subcommand)]
pub enum DeskCommand {
    /// Stories that wait for the desk, with the reason.
    #[command(after_help = "Example:\n  dateline desk held")]
    Held(Place),
    /// Show a story that waits.
    #[command(after_help = "Example:\n  dateline desk release 42")]
    Release(StoryArgs),
    /// Withdraw a story: its page becomes a tombstone with the reason.
    #[command(
        after_help = "Example:\n  dateline desk kill 42 --reason \"A court has forbidden publication.\""
    )]
    Kill {
        #[command(flatten)]
        story: StoryArgs,
        /// What readers are told, one sentence.
        #[arg(long)]
        reason: String,
    },
    /// Change a story's address; the old one redirects.
    #[command(after_help = "Example:\n  dateline desk rename 42 harbour-strike-ends")]
    Rename {
        #[command(flatten)]
        story: StoryArgs,
        slug: String,
    },
    /// Move a story to another section.
    #[command(after_help = "Example:\n  dateline desk refile 42 business")]
    Refile {
        #[command(flatten)]
        story: StoryArgs,
        section: String,
    },
    /// Let no advertisement stand beside a story, whatever its subjects are.
    #[command(after_help = "Example:\n  dateline desk sensitive /2026/11/24/ferry-aground")]
    Sensitive {
        #[command(flatten)]
        story: StoryArgs,
        /// Take the mark back; what the configuration says of its subjects stands.
        #[arg(long)]
        off: bool,
    },
    /// The dates that were found in a story's text: what each means, how sure that is, and why.
    #[command(after_help = "Example:\n  dateline desk times 42")]
    Times(StoryArgs),
    /// Put one of them right; later versions of the story keep it.
    #[command(
        after_help = "Examples:\n  dateline desk time 42 3 2018-09-03\n  dateline desk time 42 3 none\n  dateline desk time 42 3 found"
    )]
    Time {
        #[command(flatten)]
        story: StoryArgs,
        /// Its number, as `desk times` prints it.
        number: usize,
        /// A day (2018-09-03), week (2018-W36), month (2018-09) or year; `none` where it is no date; `found` for what was found.
        value: String,
    },
    /// The quotations that were found in a story's text, and who is given as saying each.
    #[command(after_help = "Example:\n  dateline desk quotes 42")]
    Quotes(StoryArgs),
    /// Say that somebody did not say one of them; it goes from the person's page, and later versions keep that.
    #[command(after_help = "Examples:\n  dateline desk quote 42 3 none\n  dateline desk quote 42 3 found")]
    Quote {
        #[command(flatten)]
        story: StoryArgs,
        /// Its number, as `desk quotes` prints it.
        number: usize,
        /// `none` where the person did not say it; `found` takes that back.
        word: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum AdsCommand {
    /// Every advertisement of the configuration: whether it runs now, and why it does not.
    #[command(after_help = "Example:\n  dateline ads list")]
    List(Place),
    /// Impressions and clicks by advertisement and slot; with --json by day too.
    #[command(after_help = "Example:\n  dateline ads report --from 2026-11-01 --until 2026-11-30")]
    Report {
        /// The first day [default: six days before the last].
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// The last day, which counts too [default: today].
        #[arg(long, value_name = "DAY")]
        until: Option<String>,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Args)]
pub struct StoryArgs {
    /// The story's number, as `desk held` and `ingest` print it, or its address.
    pub story: String,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Debug, Subcommand)]
pub enum CommentsCommand {
    /// Comments of one state, newest first, with the reason.
    #[command(after_help = "Example:\n  dateline comments list --state held")]
    List {
        /// held, shown, rejected or removed.
        #[arg(long, default_value = "held")]
        state: String,
        /// So many at most.
        #[arg(long, default_value_t = 100)]
        limit: u32,
        #[command(flatten)]
        place: Place,
    },
    /// One comment, whole.
    #[command(after_help = "Example:\n  dateline comments show 42")]
    Show(CommentArgs),
    /// Show a comment to readers; the spam filter learns from it.
    #[command(after_help = "Example:\n  dateline comments approve 42")]
    Approve(CommentArgs),
    /// Never show a comment that is held; the spam filter learns from it.
    #[command(after_help = "Example:\n  dateline comments reject 42 --reason spam")]
    Reject(CommentArgs),
    /// Take a comment away that readers see.
    #[command(after_help = "Example:\n  dateline comments remove 42 --reason \"An insult.\"")]
    Remove(CommentArgs),
    /// Take nothing more from the author of a comment.
    #[command(after_help = "Example:\n  dateline comments ban 42 --reason \"Spam, ten times.\"")]
    Ban(CommentArgs),
    /// Take comments from that author again.
    #[command(after_help = "Example:\n  dateline comments unban 42")]
    Unban(CommentArgs),
    /// Take comments on a story, whatever its age and its section's policy.
    #[command(after_help = "Example:\n  dateline comments open /2026/11/24/ferry-returns --pre")]
    Open {
        #[command(flatten)]
        story: StoryArgs,
        /// Each waits for a moderator.
        #[arg(long)]
        pre: bool,
    },
    /// Take no more comments on a story.
    #[command(after_help = "Example:\n  dateline comments close /2026/11/24/ferry-returns")]
    Close(StoryArgs),
    /// Write under a story, as readers do, from here.
    #[command(
        after_help = "Example:\n  dateline comments post 42 --name \"Ida Marsh\" --text \"It sails again.\""
    )]
    Post {
        #[command(flatten)]
        story: StoryArgs,
        #[arg(long)]
        name: String,
        #[arg(long)]
        text: String,
        /// The number of the comment that it answers.
        #[arg(long, value_name = "COMMENT")]
        reply: Option<i64>,
        /// When it was written, for comments that are brought from elsewhere [default: now].
        #[arg(long, value_name = "TIME")]
        at: Option<jiff::Timestamp>,
    },
    /// Delete a reader's data: one comment, all under a mail address, or all under a name.
    #[command(after_help = "Example:\n  dateline comments forget --email ida@mail.example")]
    Forget {
        #[command(flatten)]
        whose: WhoseArgs,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Args)]
pub struct CommentArgs {
    /// The comment's number, as `comments list` prints it and its address on the page ends.
    pub comment: i64,
    /// Why, for the desk; readers do not see it.
    #[arg(long)]
    pub reason: Option<String>,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct WhoseArgs {
    #[arg(long, value_name = "NUMBER")]
    pub comment: Option<i64>,
    #[arg(long)]
    pub email: Option<String>,
    #[arg(long)]
    pub name: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum PicturesCommand {
    /// Set a picture beside a story, before those of its agency. Later versions of the story do not move it.
    #[command(
        after_help = "Example:\n  dateline pictures add quay.jpg --story /2026/11/24/ferry-returns --caption \"The quay.\" --credit \"Ana Ruiz\" --alt \"A ferry at a quay\""
    )]
    Add(AddPictureArgs),
    /// Take away a picture that was added.
    #[command(after_help = "Example:\n  dateline pictures remove HASH --story 42")]
    Remove {
        /// The picture, as `add` prints it.
        hash: String,
        /// The story's number or address.
        #[arg(long)]
        story: String,
        #[command(flatten)]
        place: Place,
    },
    /// Say what of a picture must stay in view where it is cropped, wherever it is shown.
    #[command(after_help = "Example:\n  dateline pictures focal HASH 30,60")]
    Focal {
        /// The picture: the hash that its address has, or that of one of its sizes, or the whole address.
        hash: String,
        /// Hundredths of its width from the left and of its height from the top.
        #[arg(value_name = "X,Y")]
        point: String,
        #[command(flatten)]
        place: Place,
    },
    /// Make the sizes of every live story's pictures anew. Works while `serve` runs.
    #[command(after_help = "Example:\n  dateline pictures remake --missing")]
    Remake {
        /// Only of pictures that nobody has looked at yet.
        #[arg(long)]
        missing: bool,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Args)]
pub struct AddPictureArgs {
    /// A JPEG, PNG, GIF, WebP or AVIF.
    pub file: PathBuf,
    /// The story's number or address.
    #[arg(long)]
    pub story: String,
    /// Under the picture [default: what its file says].
    #[arg(long)]
    pub caption: Option<String>,
    /// Who is to be named beside it [default: what its file says].
    #[arg(long)]
    pub credit: Option<String>,
    /// For those who do not see it [default: what its file says].
    #[arg(long)]
    pub alt: Option<String>,
    /// What must stay in view: hundredths of its width from the left and of its height from the top.
    #[arg(long, value_name = "X,Y")]
    pub focal: Option<String>,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// Copy the default theme into a folder, to edit it there.
    #[command(after_help = "Example:\n  dateline theme new ./theme")]
    New { folder: PathBuf },
    /// Say everything that is wrong with a theme.
    #[command(after_help = "Example:\n  dateline theme check ./theme")]
    Check { folder: PathBuf },
}
