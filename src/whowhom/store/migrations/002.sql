-- What questions would have to read from records and texts of all reports (see store/derived.py).

-- Who acts on whom in an event, states by code and known organisations by name; who acts together, with no recipient
-- beside them, both ways.
CREATE TABLE pair (event_no INTEGER NOT NULL, actor VARCHAR NOT NULL, recipient VARCHAR NOT NULL);

-- What an event does with the instrument that it names, or with sanctions that have no name. `binds`: the
-- sides (actors, recipients) that become parties of the instrument by that.
CREATE TABLE instrument_act (event_no INTEGER NOT NULL, act VARCHAR NOT NULL, binds VARCHAR[] NOT NULL);

-- Events of which somebody says that they did not take place.
CREATE TABLE said_not (event_no INTEGER NOT NULL);

-- Sentences of reports that say whether something is in force.
CREATE TABLE in_force (report_no INTEGER NOT NULL, act VARCHAR NOT NULL, sentence VARCHAR NOT NULL);

-- Where a member of a large component stands within it (see store/links.py); components that were linked before this was
-- kept are whole.
ALTER TABLE report ADD COLUMN IF NOT EXISTS voice_core INTEGER;
ALTER TABLE report ADD COLUMN IF NOT EXISTS story_core INTEGER;
ALTER TABLE event ADD COLUMN IF NOT EXISTS incident_core INTEGER;
UPDATE report SET voice_core = coalesce(voice_core, voice_component), story_core = coalesce(story_core, story_component);
UPDATE event SET incident_core = coalesce(incident_core, incident_component);
