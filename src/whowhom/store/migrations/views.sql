-- What readers of the store ask, in SQL of their own as well: current versions only.

CREATE OR REPLACE VIEW reports AS
SELECT report_id AS id, version, title, "text", published, published_basis, publisher, url, "language", sha256,
       agency, voice, story, added, coder_version
FROM report WHERE current;

CREATE OR REPLACE VIEW report_versions AS
SELECT report_id AS id, version, current, title, "text", published, publisher, url, sha256, added, coder_version
FROM report;

CREATE OR REPLACE VIEW events AS
SELECT e.event_id, e.report_id, e.event_type, e.mode, e.quad, e.intensity, e.contexts, e.actors, e.recipients,
       e.modality, e.asserted_by, e.denied_by, e."date", e.place, e.instrument, e.trigger, e.cue, e.denial, e.evidence,
       e.coder_version, e.ontology_version, e.incident, e.disputed, e.day, r.title, r.publisher, r.published, r.url,
       r.voice, r.story
FROM event e JOIN report r ON r.report_no = e.report_no
WHERE e.current;

CREATE OR REPLACE VIEW parties AS
SELECT e.event_id, e.report_id, p.role, p."position", p.country, p.sector, p.name, e.incident
FROM party p JOIN event e ON e.event_no = p.event_no
WHERE e.current;

CREATE OR REPLACE VIEW instrument_acts AS
SELECT e.event_id, e.report_id, e.instrument, a.act, e.incident, e.day
FROM instrument_act a JOIN event e ON e.event_no = a.event_no
WHERE e.current;

CREATE OR REPLACE VIEW statements AS
SELECT s.statement_id, s.report_id, s.speaker, s.cue, s.content, s.stance, s.quoted
FROM statement s JOIN report r ON r.report_no = s.report_no
WHERE r.current;

CREATE OR REPLACE VIEW spans AS
SELECT event_id, report_id, role, span."start" AS "start", span."end" AS "end", span."text" AS "text"
FROM (
  SELECT event_id, report_id, 'trigger' AS role, trigger AS span FROM event WHERE current
  UNION ALL SELECT event_id, report_id, 'cue', cue FROM event WHERE current AND cue IS NOT NULL
  UNION ALL SELECT event_id, report_id, 'denial', denial FROM event WHERE current AND denial IS NOT NULL
  UNION ALL SELECT event_id, report_id, 'date', "date".span FROM event WHERE current AND "date" IS NOT NULL
  UNION ALL SELECT event_id, report_id, 'place', place.span FROM event WHERE current AND place IS NOT NULL
  UNION ALL SELECT event_id, report_id, 'evidence', unnest(evidence) FROM event WHERE current
  UNION ALL SELECT event_id, report_id, role, {'start': p."start", 'end': p."end", 'text': p."text"} FROM (
    SELECT event_id, report_id, 'actor' AS role, unnest(actors) AS p FROM event WHERE current
    UNION ALL SELECT event_id, report_id, 'recipient', unnest(recipients) FROM event WHERE current
    UNION ALL SELECT event_id, report_id, 'speaker', unnest(asserted_by) FROM event WHERE current
    UNION ALL SELECT event_id, report_id, 'denier', unnest(denied_by) FROM event WHERE current
  )
);

-- One row an incident. An act that any report tells as done counts as done; its values stand in the events.
CREATE OR REPLACE VIEW incidents AS
SELECT e.incident,
       min(e.event_type) AS event_type,
       mode(e.mode) AS mode,
       min(e.quad) AS quad,
       avg(e.intensity) AS intensity,
       CASE WHEN bool_or(e.modality = 'actual') THEN 'actual' WHEN bool_or(e.modality = 'planned') THEN 'planned'
            WHEN bool_or(e.modality = 'possible') THEN 'possible' ELSE 'negated' END AS modality,
       bool_or(e.disputed) OR (bool_or(e.modality = 'negated' AND len(e.asserted_by) > 0)
         AND bool_or(e.modality <> 'negated')) AS disputed,
       min(e.first_day) AS first_day,
       max(e.last_day) AS last_day,
       min(e.day) AS day,
       count(*) AS events,
       count(DISTINCT e.report_no) AS reports,
       count(DISTINCT r.voice) AS voices,
       list_sort(list(DISTINCT r.publisher) FILTER (r.publisher IS NOT NULL)) AS publishers,
       min(r.published) AS first_report,
       max(r.published) AS last_report
FROM event e JOIN report r ON r.report_no = e.report_no
WHERE e.current
GROUP BY e.incident;

CREATE OR REPLACE VIEW stories AS
SELECT story, count(*) AS reports, count(DISTINCT voice) AS voices,
       list_sort(list(DISTINCT publisher) FILTER (publisher IS NOT NULL)) AS publishers,
       min(published) AS first_report, max(published) AS last_report, arg_min(title, published) AS title
FROM report WHERE current GROUP BY story;

COMMENT ON VIEW reports IS 'The current version of each report. `voice`: reports with the same one are copies of one text. `story`: reports with the same one are about the same happening. `agency`: whom the text is credited to.';
COMMENT ON VIEW report_versions IS 'All versions of each report, as its text changed.';
COMMENT ON VIEW events IS 'The records of the current reports, with the fields of [records](records.md), the incident, and what is known of the report. `day`: the first day of the act, or the day of publication where the report does not tell it. `disputed`: somebody denies it.';
COMMENT ON VIEW parties IS 'One row for each party of each event. `role`: actor, recipient, speaker (of `asserted_by`) or denier (of `denied_by`).';
COMMENT ON VIEW instrument_acts IS 'What events do with treaties, agreements, resolutions, laws (`instrument`, as written), and with sanctions that have no name: `act` is "signed", "left" and so on.';
COMMENT ON VIEW statements IS 'Who says what, with the fields of [records](records.md).';
COMMENT ON VIEW spans IS 'The characters on which events rest: `role` is trigger, cue, denial, date, place, evidence or that of a party.';
COMMENT ON VIEW incidents IS 'One row an act, however many reports tell of it. `modality` is actual where any report tells it as done. `disputed`: somebody denies it, or says that it did not happen where others tell that it did. `events`, `reports` and `voices` count who tells; `day` is its first day, `first_day` and `last_day` are empty where no report tells a date.';
COMMENT ON VIEW stories IS 'One row a happening, with the number of reports and voices.';
