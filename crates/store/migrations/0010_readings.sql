-- What was found in a version's text when it was kept: dates, and who says what.
CREATE TABLE reading (
    story   BIGINT NOT NULL,
    version INTEGER NOT NULL,
    engine  INTEGER NOT NULL,
    found   TEXT NOT NULL,
    PRIMARY KEY (story, version),
    FOREIGN KEY (story, version) REFERENCES version (story, number)
);
CREATE INDEX reading_engine ON reading (engine);

-- What people are quoted as saying, one row a quotation, of every version.
CREATE TABLE said (
    story   BIGINT NOT NULL,
    version INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    person  TEXT NOT NULL,
    name    TEXT NOT NULL,
    role    TEXT,
    kind    TEXT NOT NULL,
    words   TEXT NOT NULL,
    PRIMARY KEY (story, version, number)
);
CREATE INDEX said_person ON said (person, story);

-- What the desk put right of a date in a story's text; it outlives updates of the text.
CREATE TABLE time_fix (
    story   BIGINT NOT NULL REFERENCES story (id),
    words   TEXT NOT NULL,
    context TEXT NOT NULL,
    value   TEXT,
    at      {time} NOT NULL,
    PRIMARY KEY (story, words, context)
);
