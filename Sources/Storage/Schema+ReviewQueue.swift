internal import SQLAccess

extension Schema {
    /// What waits for people, by the workflow and department whose clerks settle it.
    ///
    /// A document carries its batch's workflow and department, which never change, under names of their own: one index then gives the next document of
    /// each queue, however many wait in others.
    @Sendable static func reviewQueue(in dialect: SQLDialect) -> String {
        """
        ALTER TABLE document ADD COLUMN review_workflow \(dialect.text) NOT NULL DEFAULT '';
        ALTER TABLE document ADD COLUMN review_department \(dialect.text) NOT NULL DEFAULT '';
        UPDATE document SET review_workflow = (SELECT batch.workflow FROM batch WHERE batch.id = document.batch),
            review_department = (SELECT batch.department FROM batch WHERE batch.id = document.batch);
        DROP INDEX document_in_review;
        CREATE INDEX document_in_review
            ON document (review_workflow, review_department, priority, received, batch, number) WHERE state = 'review';
        CREATE INDEX document_of_batch_in_review
            ON document (batch, priority, received, number) WHERE state = 'review';
        CREATE INDEX review_later_account ON review_later (account, at);
        """
    }
}
