-- A picture that comes after its text is looked for by the place that the text names.
CREATE INDEX media_wanted_place ON media (href) WHERE state = 'wanted';
