-- Readers who keep a name: both are keyed hashes, of the name and of the mail address that was proved. What
-- a one-time link was used for is remembered until the link would be too old anyway.

CREATE TABLE reader_name (
    name  TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    at    {time} NOT NULL
);
CREATE INDEX reader_name_email ON reader_name (email);

CREATE TABLE reader_link (
    nonce TEXT PRIMARY KEY,
    until {time} NOT NULL
);
CREATE INDEX reader_link_until ON reader_link (until);

-- Written by whoever keeps the name.
ALTER TABLE comment ADD COLUMN name_kept {bool} NOT NULL DEFAULT FALSE;
-- Hash of the form that it came in: each form is taken once.
ALTER TABLE comment ADD COLUMN form TEXT;
CREATE UNIQUE INDEX comment_form ON comment (form);
