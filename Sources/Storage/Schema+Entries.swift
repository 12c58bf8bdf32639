internal import SQLAccess

extension Schema {
    /// Entries into other systems, and the lanes in which documents wait for their turn there.
    ///
    /// A lane is another system's account: one worker at a time is in it, and it can rest or be stopped. An entry's row is
    /// written before the request that commits it leaves, so that no crash leaves one unknown.
    @Sendable static func entries(in dialect: SQLDialect) -> String {
        """
        ALTER TABLE document ADD COLUMN lane \(dialect.text);

        CREATE TABLE lane (
            name \(dialect.text) PRIMARY KEY NOT NULL,
            holder \(dialect.text),
            held_until \(dialect.integer),
            rests_until \(dialect.integer),
            is_stopped \(dialect.integer) NOT NULL CHECK (is_stopped IN (0, 1)),
            reason_ja \(dialect.text),
            reason_en \(dialect.text),
            document \(dialect.text),
            expected \(dialect.text),
            found \(dialect.text),
            CHECK ((holder IS NULL) = (held_until IS NULL)),
            CHECK ((reason_ja IS NULL) = (reason_en IS NULL)),
            CHECK (is_stopped = 0 OR reason_ja IS NOT NULL)
        )\(dialect.strict);

        CREATE TABLE entry (
            document \(dialect.text) NOT NULL REFERENCES document (id),
            step \(dialect.integer) NOT NULL CHECK (step >= 0),
            target \(dialect.text) NOT NULL,
            account \(dialect.text) NOT NULL,
            state \(dialect.text) NOT NULL CHECK (state IN ('intended', 'done', 'refused', 'in_doubt')),
            request \(dialect.text) NOT NULL,
            script \(dialect.text) NOT NULL,
            worker \(dialect.text) NOT NULL,
            intended \(dialect.integer),
            answered \(dialect.integer),
            kept \(dialect.text) NOT NULL,
            picture \(dialect.text),
            message \(dialect.text),
            PRIMARY KEY (document, step),
            CHECK (state NOT IN ('intended', 'in_doubt') OR intended IS NOT NULL),
            CHECK (state NOT IN ('done', 'refused') OR answered IS NOT NULL)
        )\(dialect.strict);
        CREATE INDEX entry_open ON entry (target, state) WHERE state IN ('intended', 'in_doubt');
        """
    }
}
