internal import SQLAccess

extension Schema {
    /// Where people found values on papers without a form, by the papers' issuers.
    @Sendable static func papers(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE paper_place (
            workflow \(dialect.text) NOT NULL,
            form \(dialect.text) NOT NULL,
            issuer \(dialect.text) NOT NULL,
            field \(dialect.text) NOT NULL,
            way \(dialect.text) NOT NULL,
            label \(dialect.text) NOT NULL,
            document \(dialect.text) NOT NULL,
            account \(dialect.text) NOT NULL,
            settled \(dialect.integer) NOT NULL,
            PRIMARY KEY (workflow, form, issuer, field)
        )\(dialect.strict);
        """
    }
}
