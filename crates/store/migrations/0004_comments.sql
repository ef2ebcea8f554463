-- What readers write under stories. No address of a reader is kept: `reader` and `email` are keyed hashes
-- of where he wrote from and of his mail address. Words that were deleted on request leave an empty text.

CREATE TABLE comment (
    id         {serial},
    story      BIGINT NOT NULL REFERENCES story (id),
    parent     BIGINT REFERENCES comment (id),
    -- The comment that began the thread; none for that one itself.
    thread     BIGINT REFERENCES comment (id),
    depth      INTEGER NOT NULL,
    name       TEXT NOT NULL,
    text       TEXT NOT NULL,
    state      TEXT NOT NULL,
    reason     TEXT,
    at         {time} NOT NULL,
    reader     TEXT NOT NULL,
    email      TEXT,
    -- Hash of the text without capitals, spaces and punctuation.
    same       TEXT NOT NULL,
    recommends INTEGER NOT NULL,
    reports    INTEGER NOT NULL,
    -- What the spam filter took it for: spam or ham.
    learnt     TEXT
);
CREATE INDEX comment_story ON comment (story, thread, id);
CREATE INDEX comment_state ON comment (state, id);
CREATE INDEX comment_reader ON comment (reader, at);
CREATE INDEX comment_same ON comment (same, at);
CREATE INDEX comment_email ON comment (email);
CREATE INDEX comment_name ON comment (name);
CREATE INDEX comment_thread ON comment (thread);
CREATE INDEX comment_parent ON comment (parent);

-- Who recommended or reported what, once a day: the hash is salted with the day.
CREATE TABLE comment_mark (
    comment BIGINT NOT NULL REFERENCES comment (id),
    kind    TEXT NOT NULL,
    reader  TEXT NOT NULL,
    at      {time} NOT NULL,
    PRIMARY KEY (comment, kind, reader)
);

-- The desk's own word for one story, over the configuration's.
CREATE TABLE comment_mode (
    story BIGINT PRIMARY KEY REFERENCES story (id),
    mode  TEXT NOT NULL
);

CREATE TABLE comment_ban (
    kind   TEXT NOT NULL,
    value  TEXT NOT NULL,
    reason TEXT NOT NULL,
    at     {time} NOT NULL,
    PRIMARY KEY (kind, value)
);

-- How often a token stood in rejected and approved comments; the empty token counts the comments.
CREATE TABLE spam_token (
    token TEXT PRIMARY KEY,
    spam  INTEGER NOT NULL,
    ham   INTEGER NOT NULL
);

-- Keys made at first use, which nobody types.
CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
