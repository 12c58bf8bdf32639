internal import SQLAccess

extension Schema {
    /// The time ledger: entries that are only ever added. What was wrong is taken back by an entry that refers to it and
    /// has its figures with the other sign.
    ///
    /// A document has one entry of a kind that nothing takes back; `turn` counts how often it was taken back before. Each
    /// entry belongs to an entry of the audit trail, `counted_in` of the chain `chain`; those that an earlier version wrote
    /// have 0, and their sums are kept in `ledger_beginning`. `time_entry` shows what the documents say at present.
    @Sendable static func ledger(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE ledger_entry (
            id \(dialect.countedKey),
            chain \(dialect.text) NOT NULL,
            counted_in \(dialect.integer) NOT NULL CHECK (counted_in >= 0),
            document \(dialect.text),
            kind \(dialect.text) NOT NULL CHECK (kind IN ('document', 'preparation', 'exceptions', 're_entry', 'set_up', 'upkeep')),
            turn \(dialect.integer) NOT NULL CHECK (turn >= 0),
            reverses \(dialect.integer) UNIQUE REFERENCES ledger_entry (id),
            day \(dialect.text) NOT NULL CHECK (day LIKE '____-__-__'),
            department \(dialect.text) NOT NULL,
            workflow \(dialect.text) NOT NULL,
            baseline \(dialect.integer) REFERENCES baseline (id),
            outcome \(dialect.text) CHECK (outcome IN ('done', 'rejected', 'failed')),
            documents \(dialect.integer) NOT NULL,
            unfinished \(dialect.integer) NOT NULL,
            straight_through \(dialect.integer) NOT NULL,
            baseline_ms \(dialect.integer) NOT NULL,
            human_ms \(dialect.integer) NOT NULL,
            overhead_ms \(dialect.integer) NOT NULL,
            machine_ms \(dialect.integer) NOT NULL,
            is_repeat \(dialect.integer) NOT NULL CHECK (is_repeat IN (0, 1)),
            actor \(dialect.text),
            reason \(dialect.text),
            CHECK ((kind = 'document') = (document IS NOT NULL)),
            CHECK ((kind = 'document') = (outcome IS NOT NULL)),
            CHECK (kind = 'document' OR (documents = 0 AND unfinished = 0 AND straight_through = 0 AND baseline_ms = 0)),
            CHECK (outcome = 'done' OR (baseline_ms = 0 AND straight_through = 0 AND documents = 0)),
            CHECK (is_repeat = 0 OR (baseline_ms = 0 AND documents = 0 AND straight_through = 0)),
            CHECK (baseline IS NOT NULL OR baseline_ms = 0),
            CHECK (reverses IS NOT NULL OR (documents >= 0 AND unfinished >= 0 AND straight_through >= 0
                AND baseline_ms >= 0 AND human_ms >= 0 AND overhead_ms >= 0 AND machine_ms >= 0)),
            CHECK (reverses IS NULL OR (documents <= 0 AND unfinished <= 0 AND straight_through <= 0
                AND baseline_ms <= 0 AND human_ms <= 0 AND overhead_ms <= 0 AND machine_ms <= 0))
        )\(dialect.strict);

        INSERT INTO ledger_entry (chain, counted_in, document, kind, turn, day, department, workflow, baseline, outcome,
            documents, unfinished, straight_through, baseline_ms, human_ms, overhead_ms, machine_ms, is_repeat)
        SELECT document.batch, 0, time_entry.document, 'document', 0, day, department, workflow, baseline, outcome,
            CASE WHEN outcome = 'done' THEN 1 - is_repeat ELSE 0 END, CASE WHEN outcome = 'done' THEN 0 ELSE 1 - is_repeat END,
            straight_through, baseline_ms, time_entry.human_ms, time_entry.overhead_ms, time_entry.machine_ms, is_repeat
        FROM time_entry JOIN document ON document.id = time_entry.document ORDER BY day, time_entry.document;

        CREATE UNIQUE INDEX ledger_entry_document ON ledger_entry (document, kind, turn) WHERE reverses IS NULL AND document IS NOT NULL;
        CREATE INDEX ledger_entry_day ON ledger_entry (workflow, day);
        CREATE INDEX ledger_entry_month ON ledger_entry (day);
        CREATE INDEX ledger_entry_chain ON ledger_entry (chain, counted_in);

        CREATE TABLE ledger_beginning (
            entries \(dialect.integer) NOT NULL,
            baseline_ms \(dialect.integer) NOT NULL,
            human_ms \(dialect.integer) NOT NULL,
            overhead_ms \(dialect.integer) NOT NULL
        )\(dialect.strict);
        INSERT INTO ledger_beginning SELECT count(*), CAST(coalesce(sum(baseline_ms), 0) AS \(dialect.integer)),
            CAST(coalesce(sum(human_ms), 0) AS \(dialect.integer)), CAST(coalesce(sum(overhead_ms), 0) AS \(dialect.integer))
        FROM ledger_entry;

        DROP TABLE time_entry;
        CREATE VIEW time_entry AS SELECT * FROM ledger_entry AS entry
            WHERE kind = 'document' AND reverses IS NULL
                AND NOT EXISTS (SELECT 1 FROM ledger_entry AS later WHERE later.reverses = entry.id);

        CREATE TABLE ledger_month (
            month \(dialect.text) PRIMARY KEY NOT NULL CHECK (month LIKE '____-__'),
            body \(dialect.text) NOT NULL,
            sha256 \(dialect.text) NOT NULL CHECK (length(sha256) = 64),
            signature \(dialect.text) NOT NULL CHECK (length(signature) = 128),
            public_key \(dialect.text) NOT NULL CHECK (length(public_key) = 64),
            closed \(dialect.integer) NOT NULL,
            actor \(dialect.text)
        )\(dialect.strict);

        CREATE TABLE baseline_evidence (
            baseline \(dialect.integer) NOT NULL REFERENCES baseline (id),
            timed_by \(dialect.text) NOT NULL,
            approved \(dialect.text) NOT NULL,
            forms \(dialect.text) NOT NULL,
            carried_over \(dialect.text) NOT NULL,
            PRIMARY KEY (baseline, timed_by, approved, forms, carried_over)
        )\(dialect.strict);
        \(dialect.engine == .sqlite ? sqliteGuards : postgresqlGuards)
        """
    }

    /// The word `constraint` is what the engines' own refusals begin with.
    private static let stays = "constraint: entries of the time ledger and closed months are never changed"
    private static let closed = "constraint: the month is closed"

    private static let sqliteGuards =
        ["ledger_entry", "ledger_month"].flatMap { table in
            ["UPDATE", "DELETE"].map { change in
                """
                CREATE TRIGGER \(table)_\(change.lowercased()) BEFORE \(change) ON \(table)
                BEGIN SELECT RAISE(ABORT, '\(stays)'); END;
                """
            }
        }.joined(separator: "\n") + """

            CREATE TRIGGER ledger_entry_closed BEFORE INSERT ON ledger_entry
            WHEN EXISTS (SELECT 1 FROM ledger_month WHERE month >= substr(NEW.day, 1, 7))
            BEGIN SELECT RAISE(ABORT, '\(closed)'); END;
            """

    private static let postgresqlGuards = """
        CREATE FUNCTION ledger_stays() RETURNS trigger LANGUAGE plpgsql AS $guard$
        BEGIN RAISE EXCEPTION '\(stays)'; END $guard$;
        CREATE FUNCTION ledger_month_open() RETURNS trigger LANGUAGE plpgsql AS $guard$
        BEGIN
            IF EXISTS (SELECT 1 FROM ledger_month WHERE month >= substr(NEW.day, 1, 7)) THEN
                RAISE EXCEPTION '\(closed)';
            END IF;
            RETURN NEW;
        END $guard$;
        CREATE TRIGGER ledger_entry_stays BEFORE UPDATE OR DELETE ON ledger_entry
            FOR EACH ROW EXECUTE FUNCTION ledger_stays();
        CREATE TRIGGER ledger_month_stays BEFORE UPDATE OR DELETE ON ledger_month
            FOR EACH ROW EXECUTE FUNCTION ledger_stays();
        CREATE TRIGGER ledger_entry_closed BEFORE INSERT ON ledger_entry
            FOR EACH ROW EXECUTE FUNCTION ledger_month_open();
        """

    /// Samples of time studies: what a stopwatch showed. A run that is not stopped yet has no `ms`.
    @Sendable static func timeStudy(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE time_study_sample (
            id \(dialect.countedKey),
            workflow \(dialect.text) NOT NULL,
            form_version \(dialect.text) NOT NULL,
            person \(dialect.text) NOT NULL,
            begun \(dialect.integer) NOT NULL,
            ms \(dialect.integer) CHECK (ms > 0),
            note \(dialect.text) NOT NULL,
            is_discarded \(dialect.integer) NOT NULL CHECK (is_discarded IN (0, 1))
        )\(dialect.strict);
        CREATE UNIQUE INDEX time_study_running ON time_study_sample (workflow, person) WHERE ms IS NULL AND is_discarded = 0;
        CREATE INDEX time_study_workflow ON time_study_sample (workflow, id);
        """
    }

    /// What the plan's indicators came to: the newest value of a year holds, the others stay for whoever asks.
    @Sendable static func indicators(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE indicator_value (
            id \(dialect.countedKey),
            indicator \(dialect.text) NOT NULL,
            year \(dialect.integer) NOT NULL,
            value \(dialect.text) NOT NULL,
            note \(dialect.text) NOT NULL,
            actor \(dialect.text),
            at \(dialect.integer) NOT NULL
        )\(dialect.strict);
        CREATE INDEX indicator_value_latest ON indicator_value (indicator, year, id);

        CREATE TABLE sample_result (
            id \(dialect.countedKey),
            fiscal_year \(dialect.integer) NOT NULL,
            seed \(dialect.text) NOT NULL,
            checked \(dialect.integer) NOT NULL CHECK (checked > 0),
            sound \(dialect.integer) NOT NULL CHECK (sound BETWEEN 0 AND checked),
            actor \(dialect.text) NOT NULL,
            at \(dialect.integer) NOT NULL
        )\(dialect.strict);
        """
    }
}
