-- Stories, their versions and everything that goes with them.
--
-- One text for both engines: {serial}, {time}, {json}, {bool} and {bytes} become each engine's own type
-- (on SQLite times are microseconds since 1970). Forward only; a released file is never changed.

-- Bytes by their hash. Small ones stand here, so that one commit covers them; larger ones are files.
CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY,
    size   BIGINT NOT NULL,
    bytes  {bytes}
);

CREATE TABLE delivery (
    id          {serial},
    source      TEXT NOT NULL,
    name        TEXT NOT NULL,
    content_type TEXT,
    sha256      TEXT NOT NULL REFERENCES blob (sha256),
    received_at {time} NOT NULL,
    finished_at {time},
    report      {json},
    UNIQUE (source, sha256)
);
CREATE INDEX delivery_unfinished ON delivery (id) WHERE finished_at IS NULL;
CREATE INDEX delivery_source ON delivery (source, id);

CREATE TABLE story (
    id               {serial},
    source           TEXT NOT NULL,
    agency           TEXT NOT NULL,
    guid             TEXT NOT NULL,
    kind             TEXT NOT NULL,
    day              TEXT NOT NULL,
    slug             TEXT NOT NULL,
    section          TEXT,
    state            TEXT NOT NULL,
    shown            INTEGER,
    waiting          {json},
    tombstone        {json},
    published_at     {time},
    published_offset INTEGER,
    published_day    {bool} NOT NULL,
    modified_at      {time},
    modified_offset  INTEGER,
    modified_day     {bool} NOT NULL,
    first_shown_at   {time},
    sort_at          {time} NOT NULL,
    expires_at       {time},
    -- The desk's own word, which later copy does not overrule.
    refiled          {bool} NOT NULL,
    renamed          {bool} NOT NULL,
    -- What lists show, so that a page of cards is one query.
    headline         TEXT NOT NULL,
    summary          TEXT,
    bylines          {json} NOT NULL,
    dateline_place   TEXT,
    language         TEXT,
    urgency          INTEGER,
    corrected        {bool} NOT NULL,
    lead_picture     {json},
    UNIQUE (agency, guid),
    UNIQUE (day, slug)
);
CREATE INDEX story_live ON story (id) WHERE state = 'live';
CREATE INDEX story_corrected ON story (sort_at, id) WHERE corrected AND state = 'live';
CREATE INDEX story_killed ON story ((tombstone ->> 'at')) WHERE state = 'killed';
CREATE INDEX story_waiting ON story (sort_at) WHERE waiting IS NOT NULL;

-- Every version that ever arrived. Only shown_at is written later, once. The item stands last, for its
-- text is long and most readers of this table do not want it.
CREATE TABLE version (
    story          BIGINT NOT NULL REFERENCES story (id),
    number         INTEGER NOT NULL,
    agency_version BIGINT,
    at             {time},
    fingerprint    TEXT NOT NULL,
    visible        TEXT NOT NULL,
    received_at    {time} NOT NULL,
    verdict        TEXT NOT NULL,
    note           TEXT,
    shown_at       {time},
    delivery       BIGINT NOT NULL REFERENCES delivery (id),
    filing         {json} NOT NULL,
    item           {json} NOT NULL,
    PRIMARY KEY (story, number)
);
CREATE INDEX version_delivery ON version (delivery);

CREATE TABLE shelf (
    id      {serial},
    kind    TEXT NOT NULL,
    slug    TEXT NOT NULL,
    name    TEXT NOT NULL,
    stories BIGINT NOT NULL,
    UNIQUE (kind, slug)
);

-- Live stories only. The primary key alone answers "which stories stand at place 15,000 and after".
CREATE TABLE on_shelf (
    shelf   BIGINT NOT NULL REFERENCES shelf (id),
    sort_at {time} NOT NULL,
    story   BIGINT NOT NULL REFERENCES story (id),
    reason  TEXT NOT NULL,
    PRIMARY KEY (shelf, sort_at, story)
);
CREATE INDEX on_shelf_story ON on_shelf (story);

-- Other items that the shown version of a story names: guids of the same agency.
CREATE TABLE link (
    story  BIGINT NOT NULL REFERENCES story (id),
    place  INTEGER NOT NULL,
    role   TEXT NOT NULL,
    agency TEXT NOT NULL,
    guid   TEXT NOT NULL,
    PRIMARY KEY (story, place)
);
CREATE INDEX link_guid ON link (agency, guid);

-- Files of a version's media.
CREATE TABLE media (
    story     BIGINT NOT NULL,
    version   INTEGER NOT NULL,
    media     INTEGER NOT NULL,
    rendition INTEGER NOT NULL,
    href      TEXT NOT NULL,
    sha256    TEXT,
    mime      TEXT,
    width     INTEGER,
    height    INTEGER,
    bytes     BIGINT,
    state     TEXT NOT NULL,
    retry_at  {time},
    tries     INTEGER NOT NULL,
    error     TEXT,
    PRIMARY KEY (story, version, media, rendition),
    FOREIGN KEY (story, version) REFERENCES version (story, number)
);
CREATE INDEX media_sha256 ON media (sha256);
CREATE INDEX media_wanted ON media (retry_at) WHERE state = 'wanted';

-- When the clock next changes something about a story.
CREATE TABLE due (
    story BIGINT PRIMARY KEY REFERENCES story (id),
    at    {time} NOT NULL
);
CREATE INDEX due_at ON due (at);

-- Addresses that stories had before.
CREATE TABLE redirect (
    path  TEXT PRIMARY KEY,
    story BIGINT NOT NULL REFERENCES story (id)
);

CREATE TABLE change (
    seq     {serial},
    at      {time} NOT NULL,
    kind    TEXT NOT NULL,
    story   BIGINT,
    version INTEGER,
    tags    {json} NOT NULL
);

CREATE TABLE follower (
    name   TEXT PRIMARY KEY,
    seq    BIGINT,
    holder TEXT,
    until  {time}
);

CREATE TABLE source (
    name          TEXT PRIMARY KEY,
    heard_at      {time},
    etag          TEXT,
    last_modified TEXT,
    next_at       {time},
    failures      INTEGER NOT NULL,
    last_error    TEXT
);
