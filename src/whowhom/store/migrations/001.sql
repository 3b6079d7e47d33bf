-- The first layout. A new layout is a new file with the next number; it is run once, in one transaction, on opening.
-- Base tables are named in the singular; the views for readers, in the plural, stand in views.sql and are made anew.

CREATE TYPE span AS STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR);
CREATE TYPE party_in_report AS STRUCT(
  "text" VARCHAR, "start" BIGINT, "end" BIGINT, name VARCHAR, country VARCHAR, sector VARCHAR, wikidata VARCHAR
);
CREATE TYPE event_date AS STRUCT(
  "start" VARCHAR, "end" VARCHAR, "precision" VARCHAR, basis VARCHAR, "text" VARCHAR, span span
);
CREATE TYPE event_place AS STRUCT(
  name VARCHAR, country VARCHAR, latitude DOUBLE, longitude DOUBLE, geonames_id BIGINT, "precision" VARCHAR,
  "text" VARCHAR, span span
);

-- A row is one version of a report; the newest is current. `address` is what makes two readings the same report: the
-- canonical address, or the id where it has none.
CREATE TABLE report (
  report_no INTEGER NOT NULL,
  report_id VARCHAR NOT NULL,
  version INTEGER NOT NULL,
  current BOOLEAN NOT NULL,
  address VARCHAR NOT NULL,
  title VARCHAR,
  "text" VARCHAR NOT NULL,
  published VARCHAR,
  published_basis VARCHAR,
  published_day DATE,
  publisher VARCHAR,
  url VARCHAR,
  "language" VARCHAR,
  sha256 VARCHAR NOT NULL,
  added TIMESTAMP NOT NULL,
  coder_version VARCHAR NOT NULL,
  agency VARCHAR,
  voice VARCHAR,
  voice_component INTEGER,
  story VARCHAR,
  story_component INTEGER,
  profile VARCHAR
);

-- The record as the interface has it, and what is asked for most often beside it. `day` is the first day of the act,
-- the publication day where the report does not tell it, and null where that is not known either.
CREATE TABLE event (
  event_no INTEGER NOT NULL,
  report_no INTEGER NOT NULL,
  current BOOLEAN NOT NULL,
  event_id VARCHAR NOT NULL,
  report_id VARCHAR NOT NULL,
  event_type VARCHAR NOT NULL,
  mode VARCHAR,
  quad INTEGER NOT NULL,
  intensity DOUBLE NOT NULL,
  contexts VARCHAR[],
  actors party_in_report[],
  recipients party_in_report[],
  modality VARCHAR NOT NULL,
  asserted_by party_in_report[],
  denied_by party_in_report[],
  "date" event_date,
  place event_place,
  instrument VARCHAR,
  trigger span,
  cue span,
  denial span,
  evidence span[],
  coder_version VARCHAR,
  ontology_version VARCHAR,
  day DATE,
  first_day DATE,
  last_day DATE,
  disputed BOOLEAN NOT NULL,
  words VARCHAR,
  incident VARCHAR,
  incident_component INTEGER,
  profile VARCHAR
);

-- One row for each party of each event. `role`: actor, recipient, speaker, denier.
CREATE TABLE party (
  event_no INTEGER NOT NULL,
  role VARCHAR NOT NULL,
  "position" INTEGER NOT NULL,
  party VARCHAR NOT NULL,
  country VARCHAR,
  sector VARCHAR,
  name VARCHAR NOT NULL
);

CREATE TABLE statement (
  report_no INTEGER NOT NULL,
  statement_id VARCHAR NOT NULL,
  report_id VARCHAR NOT NULL,
  speaker party_in_report,
  cue span,
  content span,
  stance VARCHAR,
  quoted BOOLEAN
);

-- Block keys of what is linked (see linking/groups.py): only members that share a key are compared.
CREATE TABLE voice_key (key BIGINT NOT NULL, first INTEGER, last INTEGER, no INTEGER NOT NULL);
CREATE TABLE story_key (key BIGINT NOT NULL, first INTEGER, last INTEGER, no INTEGER NOT NULL);
CREATE TABLE incident_key (key BIGINT NOT NULL, first INTEGER, last INTEGER, no INTEGER NOT NULL);

-- Feeds that are watched. Times are in UTC; `pause` and waits in seconds.
CREATE TABLE feed (
  address VARCHAR NOT NULL,
  kind VARCHAR,
  title VARCHAR,
  added TIMESTAMP NOT NULL,
  looks INTEGER NOT NULL,
  looked TIMESTAMP,
  succeeded TIMESTAMP,
  next_look TIMESTAMP NOT NULL,
  pause DOUBLE NOT NULL,
  failures INTEGER NOT NULL,
  reason VARCHAR
);

-- Their items. `address` is the canonical one, `mark` a digest of what the feed says of the item. `state`: waiting,
-- kept (as a report), passed over (in another language), given up (after many tries), old (there before the feed was
-- watched, and not read). `quiet`: how often in a row the feed told of a change, and there was none.
CREATE TABLE feed_item (
  feed VARCHAR NOT NULL,
  address VARCHAR NOT NULL,
  link VARCHAR NOT NULL,
  title VARCHAR,
  published VARCHAR,
  mark VARCHAR NOT NULL,
  first_seen TIMESTAMP NOT NULL,
  state VARCHAR NOT NULL,
  tries INTEGER NOT NULL,
  quiet INTEGER NOT NULL,
  next_try TIMESTAMP NOT NULL,
  tried TIMESTAMP,
  reason VARCHAR
);
