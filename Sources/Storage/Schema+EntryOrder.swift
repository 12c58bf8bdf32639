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
}
