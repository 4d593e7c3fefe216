-- A file of the first version, as its program made it. A version that was released never changes, and neither does this.
PRAGMA application_id = 0x41676c77;
CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    created TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE fact (
    person TEXT NOT NULL REFERENCES person (id),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    replaces TEXT,
    recorded TEXT NOT NULL,
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, replaces) REFERENCES fact (person, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX fact_replaced_once ON fact (person, replaces) WHERE replaces IS NOT NULL;
CREATE TRIGGER fact_never_changes BEFORE UPDATE ON fact
    BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
PRAGMA user_version = 1;
-- Somebody with a session and a hundred check-ins.
INSERT INTO person VALUES ('0193aaaa-0000-7000-8000-000000000000', '2026-11-22T15:00:00Z');
INSERT INTO fact VALUES ('0193aaaa-0000-7000-8000-000000000000', '0193aaaa-0000-7000-8000-000000000001', 'treatment',
    '{"ended":"2026-11-22T14:00:00+01:00[Europe/Berlin]","device":"pen"}', NULL, '2026-11-22T15:00:00Z');
WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 101)
INSERT INTO fact SELECT '0193aaaa-0000-7000-8000-000000000000', format('0193aaaa-0000-7000-8000-%012x', i), 'check-in',
    json_object('at', format('2026-11-23T%02d:%02d:00+01:00[Europe/Berlin]', i / 60 + 8, i % 60),
        'signs', json_array(), 'symptoms', json_object('redness', 'mild'),
        'note', format('%d ', i) || replace(hex(zeroblob(250)), '0', 'x')), NULL, '2026-11-23T15:00:00Z' FROM n;
