-- Tables have whole numbers as keys, and foreign keys to them, so that Datasette and others
-- can follow them; the columns `title` and `name` are what a row is called there.
PRAGMA page_size = 4096;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  date TEXT,
  precision TEXT,
  description TEXT,
  language TEXT,
  licence TEXT,
  source TEXT,
  video TEXT,
  audio TEXT,
  seconds REAL
);
CREATE TABLE passages (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  number INTEGER NOT NULL,
  address TEXT NOT NULL UNIQUE,
  heading TEXT,
  speaker TEXT,
  start REAL,
  text TEXT
);
CREATE INDEX passages_document ON passages (document, number);
-- Datasette searches a table if it finds `content` written exactly so.
CREATE VIRTUAL TABLE passages_fts USING fts5 (
  text, heading, speaker, content="passages", content_rowid = 'id', tokenize = 'porter unicode61'
);
CREATE TABLE topics (
  id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, definition TEXT
);
CREATE TABLE people (
  id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, definition TEXT
);
CREATE TABLE document_topics (
  document INTEGER NOT NULL REFERENCES documents (id),
  topic INTEGER NOT NULL REFERENCES topics (id),
  weight REAL NOT NULL,
  PRIMARY KEY (document, topic)
);
-- `person` is unknown for who is credited and has no page, such as a show.
CREATE TABLE credits (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  person INTEGER REFERENCES people (id),
  name TEXT NOT NULL,
  role TEXT NOT NULL
);
CREATE TABLE passage_topics (
  passage INTEGER NOT NULL REFERENCES passages (id),
  topic INTEGER NOT NULL REFERENCES topics (id),
  sentence TEXT NOT NULL,
  PRIMARY KEY (passage, topic)
);
-- `part` is `speaks` (or wrote) or `named`.
CREATE TABLE passage_people (
  passage INTEGER NOT NULL REFERENCES passages (id),
  person INTEGER NOT NULL REFERENCES people (id),
  part TEXT NOT NULL,
  PRIMARY KEY (passage, person, part)
);
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  lane TEXT NOT NULL,
  date TEXT,
  precision TEXT,
  until TEXT,
  title TEXT NOT NULL,
  document INTEGER NOT NULL REFERENCES documents (id),
  passage INTEGER REFERENCES passages (id),
  strength REAL NOT NULL,
  shown INTEGER NOT NULL
);
CREATE TABLE event_topics (
  event INTEGER NOT NULL REFERENCES events (id),
  topic INTEGER NOT NULL REFERENCES topics (id),
  PRIMARY KEY (event, topic)
);
CREATE TABLE event_people (
  event INTEGER NOT NULL REFERENCES events (id),
  person INTEGER NOT NULL REFERENCES people (id),
  PRIMARY KEY (event, person)
);
-- The references; SQL keeps that word for itself. `document` is the work, if it is here;
-- works that are only spoken of have no address.
CREATE TABLE works (
  id INTEGER PRIMARY KEY,
  address TEXT,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  date TEXT,
  precision TEXT,
  document INTEGER REFERENCES documents (id),
  aside INTEGER NOT NULL
);
CREATE TABLE citations (
  id INTEGER PRIMARY KEY,
  work INTEGER NOT NULL REFERENCES works (id),
  document INTEGER NOT NULL REFERENCES documents (id),
  passage INTEGER REFERENCES passages (id),
  words TEXT,
  sentence TEXT
);
