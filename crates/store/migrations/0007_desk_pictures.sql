-- Pictures that the desk set beside a story. They are the story's, whatever versions its agency sends.
CREATE TABLE desk_picture (
    story    BIGINT NOT NULL REFERENCES story (id),
    sha256   TEXT NOT NULL,
    place    INTEGER NOT NULL,
    mime     TEXT NOT NULL,
    width    INTEGER NOT NULL,
    height   INTEGER NOT NULL,
    bytes    BIGINT NOT NULL,
    caption  TEXT,
    credit   TEXT,
    alt      TEXT,
    added_at {time} NOT NULL,
    PRIMARY KEY (story, sha256)
);
CREATE INDEX desk_picture_sha256 ON desk_picture (sha256);

-- What of a picture must stay in view where it is cropped, in hundredths of its width and height.
CREATE TABLE focal_point (
    sha256 TEXT PRIMARY KEY,
    x      INTEGER NOT NULL,
    y      INTEGER NOT NULL
);
