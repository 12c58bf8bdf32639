internal import SQLAccess

/// The store's schema. Its rules live here: no code path can break them.
///
/// Times are whole milliseconds since 1970 in UTC; durations are whole milliseconds, so that sums are exact. A claim is
/// held by `claimed_by` until `lease_until`.
enum Schema {
    static let migrations = [
        Migration(identifier: "001-founding", sql: founding),
        Migration(identifier: "002-arrival", sql: arrival),
        Migration(identifier: "003-audit", sql: audit),
        Migration(identifier: "004-workers", sql: workers),
        Migration(identifier: "005-keeping", sql: keeping),
        Migration(identifier: "006-reprocessing", sql: reprocessing),
        Migration(identifier: "007-exports", sql: exports),
        Migration(identifier: "008-rests", sql: rests),
        Migration(identifier: "009-accounts", sql: accounts),
        Migration(identifier: "010-review", sql: review),
        Migration(identifier: "011-ledger", sql: ledger),
        Migration(identifier: "012-time-study", sql: timeStudy),
        Migration(identifier: "013-indicators", sql: indicators),
        Migration(identifier: "015-acceptance", sql: acceptance),
        Migration(identifier: "020-entries", sql: entries),
        Migration(identifier: "025-papers", sql: papers),
        Migration(identifier: "030-rounds", sql: rounds),
        Migration(identifier: "040-review-queue", sql: reviewQueue),
        Migration(identifier: "041-field-tally", sql: fieldTally),
        Migration(identifier: "050-entry-order", sql: entryOrder),
        Migration(identifier: "051-notice-turn", sql: noticeTurn),
        Migration(identifier: "060-rollups", sql: rollups),
    ]

    @Sendable private static func founding(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE baseline (
            id \(dialect.countedKey),
            workflow \(dialect.text) NOT NULL,
            mean_ms \(dialect.integer) NOT NULL CHECK (mean_ms > 0),
            spread_ms \(dialect.integer) NOT NULL CHECK (spread_ms >= 0),
            sample \(dialect.integer) NOT NULL CHECK (sample >= 1),
            timed \(dialect.text) NOT NULL,
            UNIQUE (workflow, mean_ms, spread_ms, sample, timed)
        )\(dialect.strict);

        CREATE TABLE batch (
            id \(dialect.text) PRIMARY KEY NOT NULL,
            workflow \(dialect.text) NOT NULL,
            file \(dialect.text) NOT NULL,
            sha256 \(dialect.text) NOT NULL,
            page_count \(dialect.integer) NOT NULL CHECK (page_count >= 0),
            page_file \(dialect.text) NOT NULL,
            workflow_version \(dialect.text) NOT NULL,
            department \(dialect.text) NOT NULL,
            baseline \(dialect.integer) REFERENCES baseline (id),
            priority \(dialect.integer) NOT NULL CHECK (priority BETWEEN 0 AND 2),
            received \(dialect.integer) NOT NULL,
            state \(dialect.text) NOT NULL CHECK (state IN ('splitting', 'split', 'finished', 'failed')),
            next_page \(dialect.integer) NOT NULL,
            chunk \(dialect.integer) NOT NULL CHECK (chunk >= 1),
            unsettled \(dialect.integer) NOT NULL CHECK (unsettled >= 0),
            attempts \(dialect.integer) NOT NULL CHECK (attempts >= 0),
            claimed_by \(dialect.text),
            lease_until \(dialect.integer),
            finished \(dialect.integer),
            failure_ja \(dialect.text),
            failure_en \(dialect.text),
            CHECK (next_page BETWEEN 1 AND page_count + 1),
            CHECK (state = 'splitting' OR next_page = page_count + 1),
            CHECK (state IN ('splitting', 'split') OR claimed_by IS NULL),
            CHECK ((claimed_by IS NULL) = (lease_until IS NULL)),
            CHECK ((state = 'finished') = (finished IS NOT NULL)),
            CHECK (state <> 'finished' OR unsettled = 0),
            CHECK ((state = 'failed') = (failure_ja IS NOT NULL)),
            CHECK ((failure_ja IS NULL) = (failure_en IS NULL))
        )\(dialect.strict);
        CREATE INDEX batch_file ON batch (workflow, sha256);
        CREATE INDEX batch_to_split ON batch (priority, received, id)
            WHERE state = 'splitting' AND claimed_by IS NULL;
        CREATE INDEX batch_to_finish ON batch (priority, received, id)
            WHERE state = 'split' AND unsettled = 0 AND claimed_by IS NULL;
        CREATE INDEX batch_lease ON batch (lease_until) WHERE lease_until IS NOT NULL;

        CREATE TABLE document (
            id \(dialect.text) PRIMARY KEY NOT NULL,
            batch \(dialect.text) NOT NULL REFERENCES batch (id),
            number \(dialect.integer) NOT NULL CHECK (number >= 1),
            form \(dialect.text) NOT NULL,
            page_count \(dialect.integer) NOT NULL CHECK (page_count >= 1),
            is_open \(dialect.integer) NOT NULL CHECK (is_open IN (0, 1)),
            priority \(dialect.integer) NOT NULL CHECK (priority BETWEEN 0 AND 2),
            received \(dialect.integer) NOT NULL,
            state \(dialect.text) NOT NULL
                CHECK (state IN ('queued', 'working', 'review', 'done', 'rejected', 'failed', 'in_doubt')),
            next_step \(dialect.integer) NOT NULL CHECK (next_step >= 0),
            attempts \(dialect.integer) NOT NULL CHECK (attempts BETWEEN 0 AND 3),
            claimed_by \(dialect.text),
            lease_until \(dialect.integer),
            was_reviewed \(dialect.integer) NOT NULL CHECK (was_reviewed IN (0, 1)),
            machine_ms \(dialect.integer) NOT NULL CHECK (machine_ms >= 0),
            human_ms \(dialect.integer) NOT NULL CHECK (human_ms >= 0),
            overhead_ms \(dialect.integer) NOT NULL CHECK (overhead_ms >= 0),
            settled \(dialect.integer),
            UNIQUE (batch, number),
            CHECK (is_open = 0 OR state = 'queued'),
            CHECK ((state = 'working') = (claimed_by IS NOT NULL)),
            CHECK ((claimed_by IS NULL) = (lease_until IS NULL)),
            CHECK ((state IN ('done', 'rejected', 'failed')) = (settled IS NOT NULL))
        )\(dialect.strict);
        CREATE INDEX document_to_do ON document (priority, received, batch, number)
            WHERE state = 'queued' AND is_open = 0;
        CREATE INDEX document_lease ON document (lease_until) WHERE lease_until IS NOT NULL;

        CREATE TABLE document_content (
            document \(dialect.text) PRIMARY KEY NOT NULL REFERENCES document (id),
            body \(dialect.text) NOT NULL
        )\(dialect.strict);

        CREATE TABLE page (
            batch \(dialect.text) NOT NULL REFERENCES batch (id),
            number \(dialect.integer) NOT NULL CHECK (number >= 1),
            outcome \(dialect.text) NOT NULL CHECK (outcome IN ('document', 'blank', 'set_aside')),
            document \(dialect.text) REFERENCES document (id),
            form_page \(dialect.integer) CHECK (form_page >= 1),
            reason_ja \(dialect.text),
            reason_en \(dialect.text),
            registration \(dialect.bytes),
            PRIMARY KEY (batch, number),
            CHECK ((outcome = 'document') = (document IS NOT NULL)),
            CHECK ((document IS NULL) = (form_page IS NULL)),
            CHECK ((outcome = 'set_aside') = (reason_ja IS NOT NULL)),
            CHECK ((reason_ja IS NULL) = (reason_en IS NULL))
        )\(dialect.strict);
        CREATE INDEX page_document ON page (document) WHERE document IS NOT NULL;

        CREATE TABLE time_entry (
            document \(dialect.text) PRIMARY KEY NOT NULL REFERENCES document (id),
            day \(dialect.text) NOT NULL CHECK (day LIKE '____-__-__'),
            department \(dialect.text) NOT NULL,
            workflow \(dialect.text) NOT NULL,
            baseline \(dialect.integer) REFERENCES baseline (id),
            outcome \(dialect.text) NOT NULL CHECK (outcome IN ('done', 'rejected', 'failed')),
            baseline_ms \(dialect.integer) NOT NULL CHECK (baseline_ms >= 0),
            human_ms \(dialect.integer) NOT NULL CHECK (human_ms >= 0),
            overhead_ms \(dialect.integer) NOT NULL CHECK (overhead_ms >= 0),
            machine_ms \(dialect.integer) NOT NULL CHECK (machine_ms >= 0),
            straight_through \(dialect.integer) NOT NULL CHECK (straight_through IN (0, 1)),
            CHECK (outcome = 'done' OR (baseline_ms = 0 AND straight_through = 0)),
            CHECK (baseline IS NOT NULL OR baseline_ms = 0)
        )\(dialect.strict);

        CREATE TABLE time_day (
            day \(dialect.text) NOT NULL,
            department \(dialect.text) NOT NULL,
            workflow \(dialect.text) NOT NULL,
            baseline \(dialect.integer) NOT NULL,
            documents \(dialect.integer) NOT NULL,
            unfinished \(dialect.integer) NOT NULL,
            straight_through \(dialect.integer) NOT NULL,
            baseline_ms \(dialect.integer) NOT NULL,
            human_ms \(dialect.integer) NOT NULL,
            overhead_ms \(dialect.integer) NOT NULL,
            machine_ms \(dialect.integer) NOT NULL,
            PRIMARY KEY (day, department, workflow, baseline)
        )\(dialect.strict);

        CREATE TABLE export_file (
            batch \(dialect.text) NOT NULL REFERENCES batch (id),
            step \(dialect.integer) NOT NULL CHECK (step >= 0),
            path \(dialect.text) NOT NULL,
            row_count \(dialect.integer) NOT NULL CHECK (row_count >= 0),
            sha256 \(dialect.text) NOT NULL,
            written \(dialect.integer) NOT NULL,
            PRIMARY KEY (batch, step, path)
        )\(dialect.strict);
        """
    }
}
