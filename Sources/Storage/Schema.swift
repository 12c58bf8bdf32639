internal import SQLAccess

/// The store's schema. Its rules live here: no code path can break them.
///
/// Times are whole milliseconds since 1970 in UTC; durations are whole milliseconds, so that sums are exact. A claim is
/// held by `claimed_by` until `lease_until`.
enum Schema {
    static let migrations = [Migration(identifier: "001-founding", sql: founding)]

    private static let founding = """
        CREATE TABLE baseline (
            id INTEGER PRIMARY KEY,
            workflow TEXT NOT NULL,
            mean_ms INTEGER NOT NULL CHECK (mean_ms > 0),
            spread_ms INTEGER NOT NULL CHECK (spread_ms >= 0),
            sample INTEGER NOT NULL CHECK (sample >= 1),
            timed TEXT NOT NULL,
            UNIQUE (workflow, mean_ms, spread_ms, sample, timed)
        ) STRICT;

        CREATE TABLE batch (
            id TEXT PRIMARY KEY NOT NULL,
            workflow TEXT NOT NULL,
            file TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            page_count INTEGER NOT NULL CHECK (page_count >= 0),
            page_file TEXT NOT NULL,
            workflow_version TEXT NOT NULL,
            department TEXT NOT NULL,
            baseline INTEGER REFERENCES baseline (id),
            priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 2),
            received INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('splitting', 'split', 'finished', 'failed')),
            next_page INTEGER NOT NULL,
            chunk INTEGER NOT NULL CHECK (chunk >= 1),
            unsettled INTEGER NOT NULL CHECK (unsettled >= 0),
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            claimed_by TEXT,
            lease_until INTEGER,
            finished INTEGER,
            failure_ja TEXT,
            failure_en TEXT,
            CHECK (next_page BETWEEN 1 AND page_count + 1),
            CHECK (state = 'splitting' OR next_page = page_count + 1),
            CHECK (state IN ('splitting', 'split') OR claimed_by IS NULL),
            CHECK ((claimed_by IS NULL) = (lease_until IS NULL)),
            CHECK ((state = 'finished') = (finished IS NOT NULL)),
            CHECK (state <> 'finished' OR unsettled = 0),
            CHECK ((state = 'failed') = (failure_ja IS NOT NULL)),
            CHECK ((failure_ja IS NULL) = (failure_en IS NULL))
        ) STRICT;
        CREATE INDEX batch_file ON batch (workflow, sha256);
        CREATE INDEX batch_to_split ON batch (priority, received, id)
            WHERE state = 'splitting' AND claimed_by IS NULL;
        CREATE INDEX batch_to_finish ON batch (priority, received, id)
            WHERE state = 'split' AND unsettled = 0 AND claimed_by IS NULL;
        CREATE INDEX batch_lease ON batch (lease_until) WHERE lease_until IS NOT NULL;

        CREATE TABLE document (
            id TEXT PRIMARY KEY NOT NULL,
            batch TEXT NOT NULL REFERENCES batch (id),
            number INTEGER NOT NULL CHECK (number >= 1),
            form TEXT NOT NULL,
            page_count INTEGER NOT NULL CHECK (page_count >= 1),
            is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
            priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 2),
            received INTEGER NOT NULL,
            state TEXT NOT NULL
                CHECK (state IN ('queued', 'working', 'review', 'done', 'rejected', 'failed', 'in_doubt')),
            next_step INTEGER NOT NULL CHECK (next_step >= 0),
            attempts INTEGER NOT NULL CHECK (attempts BETWEEN 0 AND 3),
            claimed_by TEXT,
            lease_until INTEGER,
            was_reviewed INTEGER NOT NULL CHECK (was_reviewed IN (0, 1)),
            machine_ms INTEGER NOT NULL CHECK (machine_ms >= 0),
            human_ms INTEGER NOT NULL CHECK (human_ms >= 0),
            overhead_ms INTEGER NOT NULL CHECK (overhead_ms >= 0),
            settled INTEGER,
            UNIQUE (batch, number),
            CHECK (is_open = 0 OR state = 'queued'),
            CHECK ((state = 'working') = (claimed_by IS NOT NULL)),
            CHECK ((claimed_by IS NULL) = (lease_until IS NULL)),
            CHECK ((state IN ('done', 'rejected', 'failed')) = (settled IS NOT NULL))
        ) STRICT;
        CREATE INDEX document_to_do ON document (priority, received, batch, number)
            WHERE state = 'queued' AND is_open = 0;
        CREATE INDEX document_lease ON document (lease_until) WHERE lease_until IS NOT NULL;

        CREATE TABLE document_content (
            document TEXT PRIMARY KEY NOT NULL REFERENCES document (id),
            body TEXT NOT NULL
        ) STRICT;

        CREATE TABLE page (
            batch TEXT NOT NULL REFERENCES batch (id),
            number INTEGER NOT NULL CHECK (number >= 1),
            outcome TEXT NOT NULL CHECK (outcome IN ('document', 'blank', 'set_aside')),
            document TEXT REFERENCES document (id),
            form_page INTEGER CHECK (form_page >= 1),
            reason_ja TEXT,
            reason_en TEXT,
            registration BLOB,
            PRIMARY KEY (batch, number),
            CHECK ((outcome = 'document') = (document IS NOT NULL)),
            CHECK ((document IS NULL) = (form_page IS NULL)),
            CHECK ((outcome = 'set_aside') = (reason_ja IS NOT NULL)),
            CHECK ((reason_ja IS NULL) = (reason_en IS NULL))
        ) STRICT;
        CREATE INDEX page_document ON page (document) WHERE document IS NOT NULL;

        CREATE TABLE time_entry (
            document TEXT PRIMARY KEY NOT NULL REFERENCES document (id),
            day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
            department TEXT NOT NULL,
            workflow TEXT NOT NULL,
            baseline INTEGER REFERENCES baseline (id),
            outcome TEXT NOT NULL CHECK (outcome IN ('done', 'rejected', 'failed')),
            baseline_ms INTEGER NOT NULL CHECK (baseline_ms >= 0),
            human_ms INTEGER NOT NULL CHECK (human_ms >= 0),
            overhead_ms INTEGER NOT NULL CHECK (overhead_ms >= 0),
            machine_ms INTEGER NOT NULL CHECK (machine_ms >= 0),
            straight_through INTEGER NOT NULL CHECK (straight_through IN (0, 1)),
            CHECK (outcome = 'done' OR (baseline_ms = 0 AND straight_through = 0)),
            CHECK (baseline IS NOT NULL OR baseline_ms = 0)
        ) STRICT;

        CREATE TABLE time_day (
            day TEXT NOT NULL,
            department TEXT NOT NULL,
            workflow TEXT NOT NULL,
            baseline INTEGER NOT NULL,
            documents INTEGER NOT NULL,
            unfinished INTEGER NOT NULL,
            straight_through INTEGER NOT NULL,
            baseline_ms INTEGER NOT NULL,
            human_ms INTEGER NOT NULL,
            overhead_ms INTEGER NOT NULL,
            machine_ms INTEGER NOT NULL,
            PRIMARY KEY (day, department, workflow, baseline)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE export_file (
            batch TEXT NOT NULL REFERENCES batch (id),
            step INTEGER NOT NULL CHECK (step >= 0),
            path TEXT NOT NULL,
            row_count INTEGER NOT NULL CHECK (row_count >= 0),
            sha256 TEXT NOT NULL,
            written INTEGER NOT NULL,
            PRIMARY KEY (batch, step, path)
        ) STRICT;

        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('received', 'attempt_failed', 'page_set_aside', 'document_failed',
                'exported', 'finished', 'batch_failed')),
            batch TEXT NOT NULL REFERENCES batch (id),
            document TEXT REFERENCES document (id),
            worker TEXT,
            reason_ja TEXT,
            reason_en TEXT,
            CHECK ((reason_ja IS NULL) = (reason_en IS NULL))
        ) STRICT;
        CREATE INDEX event_batch ON event (batch, id);
        """
}
