-- A picture that comes after its text is looked for by the place that the text names.
CREATE INDEX media_wanted_place ON media (href) WHERE state = 'wanted';

-- SQLite may look for a story's redirects when it checks what points to the story.
CREATE INDEX redirect_story ON redirect (story);
