internal import SQLAccess

extension Schema {
    /// Who works on the queue, and which workflows rest because something outside their documents is wrong.
    @Sendable static func workers(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE worker (
            name \(dialect.text) PRIMARY KEY NOT NULL,
            host \(dialect.text) NOT NULL,
            process_space \(dialect.text) NOT NULL,
            pid \(dialect.integer) NOT NULL CHECK (pid > 0),
            started \(dialect.integer) NOT NULL,
            beat \(dialect.integer) NOT NULL
        )\(dialect.strict);

        CREATE TABLE pause (
            workflow \(dialect.text) PRIMARY KEY NOT NULL,
            until \(dialect.integer) NOT NULL,
            reason_ja \(dialect.text) NOT NULL,
            reason_en \(dialect.text) NOT NULL
        )\(dialect.strict);

        CREATE INDEX batch_open ON batch (received, id) WHERE state <> 'finished';
        CREATE INDEX batch_finished ON batch (finished) WHERE finished IS NOT NULL;
        """
    }
}
