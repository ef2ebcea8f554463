-- The one day that a version's text speaks of beside its own, where it names exactly one.
CREATE TABLE spoken_day (
    story   BIGINT NOT NULL,
    version INTEGER NOT NULL,
    day     TEXT NOT NULL,
    PRIMARY KEY (story, version)
);
