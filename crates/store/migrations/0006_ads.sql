-- Stories beside which no advertisement stands, because the desk says so.
CREATE TABLE sensitive (
    story BIGINT PRIMARY KEY REFERENCES story (id),
    at    {time} NOT NULL
);

-- How often an advertisement was in view and clicked: sums that any node may add to, and nothing of who.
CREATE TABLE ad_count (
    day     TEXT NOT NULL,
    ad      TEXT NOT NULL,
    slot    TEXT NOT NULL,
    seen    BIGINT NOT NULL,
    clicked BIGINT NOT NULL,
    PRIMARY KEY (day, ad, slot)
);
