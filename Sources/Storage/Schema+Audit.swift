internal import SQLAccess

extension Schema {
    /// The audit trail: hash chains of entries, and of each chain how far it goes.
    ///
    /// Kinds are not listed here: a later version adds some, and what an earlier one wrote stays as it is. Entries refer to
    /// no other table, because they outlive what they tell of.
    @Sendable static func audit(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE audit_chain (
            chain \(dialect.text) PRIMARY KEY NOT NULL,
            entries \(dialect.integer) NOT NULL CHECK (entries >= 0),
            hash \(dialect.text) NOT NULL CHECK (length(hash) = 64),
            purged \(dialect.integer) NOT NULL CHECK (purged BETWEEN 0 AND entries),
            purged_hash \(dialect.text) NOT NULL CHECK (length(purged_hash) = 64)
        )\(dialect.strict);

        CREATE TABLE audit_entry (
            chain \(dialect.text) NOT NULL REFERENCES audit_chain (chain),
            number \(dialect.integer) NOT NULL CHECK (number >= 1),
            at \(dialect.integer) NOT NULL,
            kind \(dialect.text) NOT NULL CHECK (kind <> ''),
            batch \(dialect.text),
            document \(dialect.text),
            actor \(dialect.text),
            reason_ja \(dialect.text),
            reason_en \(dialect.text),
            detail \(dialect.text),
            previous \(dialect.text) NOT NULL CHECK (length(previous) = 64),
            hash \(dialect.text) NOT NULL CHECK (length(hash) = 64),
            PRIMARY KEY (chain, number),
            CHECK (chain = 'place' OR chain = batch),
            CHECK (document IS NULL OR batch IS NOT NULL),
            CHECK ((reason_ja IS NULL) = (reason_en IS NULL))
        )\(dialect.strict);
        """
    }

    /// What the place no longer keeps.
    @Sendable static func keeping(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE purged_pages (
            batch \(dialect.text) PRIMARY KEY NOT NULL REFERENCES batch (id),
            at \(dialect.integer) NOT NULL
        )\(dialect.strict);
        CREATE INDEX export_file_path ON export_file (path, written);
        """
    }
}
