-- What a picture's file says about it, once it has been looked at; and why no sizes were made of it, where none were.
CREATE TABLE picture (
    sha256    TEXT PRIMARY KEY,
    made_at   {time} NOT NULL,
    unfit     TEXT,
    caption   TEXT,
    credit    TEXT,
    byline    TEXT,
    copyright TEXT,
    alt       TEXT
);

-- The sizes in which pages send a picture. They are public while a story that shows the original is.
CREATE TABLE rendition (
    original TEXT NOT NULL REFERENCES picture (sha256),
    format   TEXT NOT NULL,
    width    INTEGER NOT NULL,
    height   INTEGER NOT NULL,
    bytes    BIGINT NOT NULL,
    sha256   TEXT NOT NULL,
    PRIMARY KEY (original, format, width)
);
CREATE INDEX rendition_sha256 ON rendition (sha256);
