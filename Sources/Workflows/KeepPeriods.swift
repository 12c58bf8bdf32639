/// How long the place keeps what it does not need any more.
package struct KeepPeriods: Sendable, Hashable {
    /// Days that the page images of a finished batch are kept; nil for ever.
    package var pageDays: Int?
    /// Days that the audit trail and the contents of documents are kept; nil for ever.
    package var auditDays: Int?

    /// Days after which a batch in which documents still wait for a person is named as overdue; nil for never. Nothing of
    /// it is removed, however long it waits.
    package var waitingDays: Int?

    /// Nothing is ever removed or named.
    package var isUnset: Bool { self == KeepPeriods() }

    package init(pageDays: Int? = nil, auditDays: Int? = nil, waitingDays: Int? = nil) {
        self.pageDays = pageDays
        self.auditDays = auditDays
        self.waitingDays = waitingDays
    }
}
