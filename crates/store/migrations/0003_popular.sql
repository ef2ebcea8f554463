-- What is read most. A score is a sum that any node may add to: see newsroom's `popular`.
CREATE TABLE popular (
    list  TEXT NOT NULL,
    story BIGINT NOT NULL REFERENCES story (id),
    score DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (list, story)
);
CREATE INDEX popular_order ON popular (list, score);
CREATE INDEX popular_story ON popular (story);

-- How a list's scores are to be read, and when the last view came.
CREATE TABLE popular_list (
    list         TEXT PRIMARY KEY,
    half_life    BIGINT NOT NULL,
    landmark     {time} NOT NULL,
    last_view_at {time} NOT NULL
);

-- What pages show, of the whole paper (the empty scope) and of each section: it changes with the log.
CREATE TABLE popular_shown (
    scope TEXT PRIMARY KEY,
    hours {json} NOT NULL,
    week  {json} NOT NULL
);
