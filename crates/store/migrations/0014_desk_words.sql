-- What the desk said of dates in a story's text, in its order. Each word is a row of its own that nothing changes, so
-- that what stood beside the agency's words on any day can be told. The last one on a place counts.
CREATE TABLE time_word (
    story   BIGINT NOT NULL REFERENCES story (id),
    number  INTEGER NOT NULL,
    words   TEXT NOT NULL,
    -- The words around them.
    context TEXT NOT NULL,
    -- The contexts of the same words elsewhere in the text of that time.
    others  {json} NOT NULL,
    -- TIMEX3, "none", or "found" where an earlier word is taken back.
    says    TEXT NOT NULL,
    at      {time} NOT NULL,
    PRIMARY KEY (story, number)
);
INSERT INTO time_word (story, number, words, context, others, says, at)
    SELECT story, ROW_NUMBER() OVER (PARTITION BY story ORDER BY at, words, context), words, context, '[]',
        COALESCE(value, 'none'), at FROM time_fix;
DROP TABLE time_fix;

-- What the desk said of quotations: that somebody did not say this, or that it takes that back.
CREATE TABLE quote_word (
    story  BIGINT NOT NULL REFERENCES story (id),
    number INTEGER NOT NULL,
    -- The quotation as the text has it, and the slug of whom it was given to.
    words  TEXT NOT NULL,
    person TEXT NOT NULL,
    denied {bool} NOT NULL,
    at     {time} NOT NULL,
    PRIMARY KEY (story, number)
);
