internal import SQLAccess

extension Schema {
    /// What the page of the robots asks for: the latest entries of a system, and those that it refused.
    @Sendable static func entryOrder(in dialect: SQLDialect) -> String {
        """
        CREATE INDEX entry_latest ON entry (target, (coalesce(answered, intended)));
        CREATE INDEX entry_refused ON entry (target) WHERE state = 'refused';
        CREATE INDEX document_lane ON document (lane) WHERE lane IS NOT NULL;
        """
    }

    /// Until when a host is about to tell of a matter; null once it is told.
    @Sendable static func noticeTurn(in dialect: SQLDialect) -> String {
        "ALTER TABLE notice ADD COLUMN taken_until \(dialect.integer);"
    }
}
