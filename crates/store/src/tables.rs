//! The tables as a backup sees them. A test holds this against the migrations.

/// One table, all its columns.
pub(crate) struct Table {
    pub name: &'static str,
    /// The first ones identify a row.
    pub columns: &'static [&'static str],
    /// Its first column is counted by the engine.
    pub counted: bool,
}

/// Every table but `blob`, whose bytes are written as they are, and `migration`; in an order in which
/// no row points to one that is not yet there.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "delivery",
        columns: &["id", "source", "name", "content_type", "sha256", "received_at", "finished_at", "report"],
        counted: true,
    },
    Table {
        name: "story",
        columns: &[
            "id",
            "source",
            "agency",
            "guid",
            "kind",
            "day",
            "slug",
            "section",
            "state",
            "shown",
            "waiting",
            "tombstone",
            "published_at",
            "published_offset",
            "published_day",
            "modified_at",
            "modified_offset",
            "modified_day",
            "first_shown_at",
            "sort_at",
            "expires_at",
            "refiled",
            "renamed",
            "headline",
            "summary",
            "bylines",
            "dateline_place",
            "language",
            "urgency",
            "corrected",
            "lead_picture",
        ],
        counted: true,
    },
    Table {
        name: "version",
        columns: &[
            "story",
            "number",
            "agency_version",
            "at",
            "fingerprint",
            "visible",
            "received_at",
            "verdict",
            "note",
            "shown_at",
            "delivery",
            "filing",
            "item",
        ],
        counted: false,
    },
    Table { name: "shelf", columns: &["id", "kind", "slug", "name", "stories"], counted: true },
    Table { name: "on_shelf", columns: &["shelf", "sort_at", "story", "reason"], counted: false },
    Table { name: "link", columns: &["story", "place", "role", "agency", "guid"], counted: false },
    Table {
        name: "media",
        columns: &[
            "story",
            "version",
            "media",
            "rendition",
            "href",
            "sha256",
            "mime",
            "width",
            "height",
            "bytes",
            "state",
            "retry_at",
            "tries",
            "error",
        ],
        counted: false,
    },
    Table {
        name: "picture",
        columns: &["sha256", "made_at", "unfit", "caption", "credit", "byline", "copyright", "alt"],
        counted: false,
    },
    Table {
        name: "rendition",
        columns: &["original", "format", "width", "height", "bytes", "sha256"],
        counted: false,
    },
    Table { name: "picture_avif", columns: &["original", "made_at"], counted: false },
    Table {
        name: "desk_picture",
        columns: &[
            "story", "sha256", "place", "mime", "width", "height", "bytes", "caption", "credit", "alt",
            "added_at",
        ],
        counted: false,
    },
    Table { name: "focal_point", columns: &["sha256", "x", "y"], counted: false },
    Table { name: "reading", columns: &["story", "version", "engine", "found"], counted: false },
    Table {
        name: "said",
        columns: &["story", "version", "number", "person", "name", "role", "kind", "words"],
        counted: false,
    },
    Table { name: "spoken_day", columns: &["story", "version", "day"], counted: false },
    Table {
        name: "time_word",
        columns: &["story", "number", "words", "context", "others", "says", "at"],
        counted: false,
    },
    Table {
        name: "quote_word",
        columns: &["story", "number", "words", "person", "denied", "at"],
        counted: false,
    },
    Table { name: "due", columns: &["story", "at"], counted: false },
    Table {
        name: "thread",
        columns: &["story", "agency", "slug", "category", "part", "at", "begun"],
        counted: false,
    },
    Table { name: "alias", columns: &["agency", "guid", "story"], counted: false },
    Table { name: "redirect", columns: &["path", "story"], counted: false },
    Table { name: "change", columns: &["seq", "at", "kind", "story", "version", "tags"], counted: true },
    Table { name: "follower", columns: &["name", "seq", "holder", "until"], counted: false },
    Table {
        name: "source",
        columns: &["name", "heard_at", "etag", "last_modified", "next_at", "failures", "last_error"],
        counted: false,
    },
    Table {
        name: "mailbox",
        columns: &["source", "since", "meant", "uidvalidity", "uid", "left_alone"],
        counted: false,
    },
    Table {
        name: "comment",
        columns: &[
            "id",
            "story",
            "parent",
            "thread",
            "depth",
            "name",
            "text",
            "state",
            "reason",
            "at",
            "reader",
            "email",
            "same",
            "recommends",
            "reports",
            "learnt",
            "name_kept",
            "form",
        ],
        counted: true,
    },
    Table { name: "comment_mark", columns: &["comment", "kind", "reader", "at"], counted: false },
    Table { name: "comment_mode", columns: &["story", "mode"], counted: false },
    Table { name: "comment_ban", columns: &["kind", "value", "reason", "at"], counted: false },
    Table { name: "spam_token", columns: &["token", "spam", "ham"], counted: false },
    Table { name: "reader_name", columns: &["name", "email", "at"], counted: false },
    Table { name: "reader_link", columns: &["nonce", "until"], counted: false },
    Table { name: "secret", columns: &["name", "value"], counted: false },
    Table { name: "popular", columns: &["list", "story", "score"], counted: false },
    Table {
        name: "popular_list",
        columns: &["list", "half_life", "landmark", "last_view_at"],
        counted: false,
    },
    Table { name: "popular_shown", columns: &["scope", "hours", "week"], counted: false },
    Table { name: "sensitive", columns: &["story", "at"], counted: false },
    Table { name: "ad_count", columns: &["day", "ad", "slot", "seen", "clicked"], counted: false },
];

impl Table {
    /// All rows in the order of their first columns.
    pub fn select(&self) -> String {
        let keys = &self.columns[..self.columns.len().min(4)];
        format!("SELECT {} FROM {} ORDER BY {}", self.columns.join(", "), self.name, keys.join(", "))
    }
}
