-- What questions would have to read from records and texts of all reports (see store/derived.py).

-- Who acts on whom in an event, states by code and known organisations by name; who acts together, with no recipient
-- beside them, both ways.
CREATE TABLE pair (event_no INTEGER NOT NULL, actor VARCHAR NOT NULL, recipient VARCHAR NOT NULL);

-- What an event does with the instrument that it names, or with sanctions that have no name. `binds`: the
-- sides (actors, recipients) that become parties of the instrument by that.
CREATE TABLE instrument_act (event_no INTEGER NOT NULL, act VARCHAR NOT NULL, binds VARCHAR[] NOT NULL);

-- Sentences of reports that say whether something is in force.
CREATE TABLE in_force (report_no INTEGER NOT NULL, act VARCHAR NOT NULL, sentence VARCHAR NOT NULL);
