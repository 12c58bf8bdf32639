internal import SQLAccess

extension Schema {
    /// What became of values that were read, and what may pass unseen because of it.
    ///
    /// `graded_value` holds no value, only whether it was wrong: it outlives the purge. `draw` is where it falls in a random
    /// draw, `rate` the share of such values whose truth becomes known, and `error` the chance of error it was given, all in
    /// parts of 10⁹. `sample_value` are values that passed and that a person looks at all the same: by chance, or because they
    /// share the signature of an error.
    @Sendable static func acceptance(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE graded_value (
            id \(dialect.countedKey),
            workflow \(dialect.text) NOT NULL,
            document \(dialect.text) NOT NULL,
            form \(dialect.text) NOT NULL,
            field \(dialect.text) NOT NULL,
            type \(dialect.text) NOT NULL,
            reader \(dialect.text) NOT NULL,
            ground \(dialect.text) NOT NULL,
            error \(dialect.integer) NOT NULL CHECK (error BETWEEN 0 AND 1000000000),
            rate \(dialect.integer) NOT NULL CHECK (rate BETWEEN 0 AND 1000000000),
            is_wrong \(dialect.integer) NOT NULL CHECK (is_wrong IN (0, 1)),
            source \(dialect.text) NOT NULL CHECK (source IN ('review', 'sample', 'recall')),
            entry \(dialect.integer) REFERENCES review_entry (id),
            at \(dialect.integer) NOT NULL
        )\(dialect.strict);
        CREATE INDEX graded_value_workflow ON graded_value (workflow, id);
        CREATE INDEX graded_value_document ON graded_value (document);

        CREATE TABLE acceptance (
            workflow \(dialect.text) PRIMARY KEY NOT NULL,
            revision \(dialect.integer) NOT NULL CHECK (revision >= 1),
            body \(dialect.text) NOT NULL,
            at \(dialect.integer) NOT NULL
        )\(dialect.strict);

        CREATE TABLE sample_value (
            id \(dialect.countedKey),
            workflow \(dialect.text) NOT NULL,
            document \(dialect.text) NOT NULL REFERENCES document (id),
            field \(dialect.text) NOT NULL,
            reason \(dialect.text) NOT NULL CHECK (reason IN ('chance', 'recall')),
            state \(dialect.text) NOT NULL CHECK (state IN ('waiting', 'differs', 'right', 'wrong', 'gone')),
            first_account \(dialect.text),
            first_value \(dialect.text),
            account \(dialect.text),
            value \(dialect.text),
            is_corrected \(dialect.integer) NOT NULL CHECK (is_corrected IN (0, 1)),
            ms \(dialect.integer) NOT NULL CHECK (ms >= 0),
            drawn \(dialect.integer) NOT NULL,
            at \(dialect.integer),
            UNIQUE (document, field),
            CHECK (state <> 'differs' OR first_account IS NOT NULL)
        )\(dialect.strict);
        CREATE INDEX sample_value_waiting ON sample_value (workflow, id) WHERE state IN ('waiting', 'differs');
        CREATE INDEX sample_value_workflow ON sample_value (workflow, at);

        CREATE TABLE decision_tally (
            workflow \(dialect.text) NOT NULL,
            form \(dialect.text) NOT NULL,
            day \(dialect.text) NOT NULL,
            documents \(dialect.integer) NOT NULL,
            straight \(dialect.integer) NOT NULL,
            decided \(dialect.integer) NOT NULL,
            doubtful \(dialect.integer) NOT NULL,
            PRIMARY KEY (workflow, form, day)
        )\(dialect.strict);
        """
    }
}
