-- Pictures of which AVIF has been made, or tried in vain.
CREATE TABLE picture_avif (
    original TEXT PRIMARY KEY REFERENCES picture (sha256),
    made_at  {time} NOT NULL
);
