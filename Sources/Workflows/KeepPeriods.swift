/// How long the place keeps what it does not need any more.
package struct KeepPeriods: Sendable, Hashable {
    /// Days that the page images of a finished batch are kept; nil for ever.
    package var pageDays: Int?
    /// Days that the audit trail and the contents of documents are kept; nil for ever.
    package var auditDays: Int?

    package init(pageDays: Int? = nil, auditDays: Int? = nil) {
        self.pageDays = pageDays
        self.auditDays = auditDays
    }
}
