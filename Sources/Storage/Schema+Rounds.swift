internal import SQLAccess

extension Schema {
    /// What came in as records by other ways than the inbox, until it lies there; how far schedules have come; what people
    /// were told of.
    @Sendable static func rounds(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE arriving (
            workflow \(dialect.text) NOT NULL,
            key \(dialect.text) NOT NULL,
            name \(dialect.text) NOT NULL,
            content \(dialect.text) NOT NULL,
            sha256 \(dialect.text) NOT NULL,
            received \(dialect.integer) NOT NULL,
            placed \(dialect.integer),
            PRIMARY KEY (workflow, key)
        )\(dialect.strict);
        CREATE INDEX arriving_open ON arriving (received) WHERE placed IS NULL;

        CREATE TABLE seen_row (
            workflow \(dialect.text) NOT NULL,
            key \(dialect.text) NOT NULL,
            PRIMARY KEY (workflow, key)
        )\(dialect.strict);

        CREATE TABLE schedule_mark (
            workflow \(dialect.text) PRIMARY KEY NOT NULL,
            reached \(dialect.integer) NOT NULL
        )\(dialect.strict);

        CREATE TABLE notice (
            subject \(dialect.text) PRIMARY KEY NOT NULL,
            told \(dialect.integer) NOT NULL
        )\(dialect.strict);
        """
    }
}
