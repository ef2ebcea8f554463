-- Stories of text wires, whose messages have numbers and whose stories have none: by what a later message finds
-- its story.
CREATE TABLE thread (
    story    BIGINT PRIMARY KEY REFERENCES story (id),
    agency   TEXT NOT NULL,
    -- As newsroom's `meant::key` gives it.
    slug     TEXT NOT NULL,
    category TEXT,
    -- What the newest message was, and when it was sent.
    part     {json} NOT NULL,
    at       {time} NOT NULL,
    -- Its copy is there, and not only an add or a kill.
    begun    {bool} NOT NULL
);
CREATE INDEX thread_slug ON thread (agency, slug, at);
CREATE INDEX thread_at ON thread (agency, at);

-- Other guids that a story is known by: of messages that belong to it, of items that it took the place of or
-- that took its place.
CREATE TABLE alias (
    agency TEXT NOT NULL,
    guid   TEXT NOT NULL,
    story  BIGINT NOT NULL REFERENCES story (id),
    PRIMARY KEY (agency, guid)
);
CREATE INDEX alias_story ON alias (story);
