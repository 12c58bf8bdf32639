internal import SQLAccess

extension Schema {
    /// What was decided of each field, month by month, as documents were read: counted in the transaction that decides.
    @Sendable static func fieldTally(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE field_tally (
            workflow \(dialect.text) NOT NULL,
            field \(dialect.text) NOT NULL,
            month \(dialect.text) NOT NULL CHECK (month LIKE '____-__'),
            decided \(dialect.integer) NOT NULL,
            passed \(dialect.integer) NOT NULL,
            PRIMARY KEY (workflow, field, month),
            CHECK (passed BETWEEN 0 AND decided)
        )\(dialect.strict);
        CREATE INDEX graded_value_at ON graded_value (workflow, at);
        """
    }
}
