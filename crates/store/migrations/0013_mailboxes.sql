-- How far each mailbox of a source was read: numbers of messages only rise while its validity stays the same.
CREATE TABLE mailbox (
    source      TEXT PRIMARY KEY,
    since       TEXT NOT NULL,
    meant       TEXT NOT NULL,
    uidvalidity BIGINT NOT NULL,
    uid         BIGINT NOT NULL,
    left_alone  BIGINT NOT NULL
);
