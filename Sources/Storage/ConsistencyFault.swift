package import Paperwork

/// A place where the store's records do not agree with each other.
package struct ConsistencyFault: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Pages scanned are not pages in documents + blank + set aside + waiting; the subject is the batch.
        case pageLaw = "page_law"
        /// A document has other pages than it says; the subject is the document.
        case documentPages = "document_pages"
        /// A batch counts other documents as unsettled than it has.
        case unsettled
        /// A document is settled and exported without a time entry, or has one without being so, or one with other
        /// figures.
        case timeEntry = "time_entry"
        /// The sums of a day are not those of its time entries; the subject is the day.
        case timeDay = "time_day"
        /// The sums of a month are not those of its days; the subject is the month.
        case timeMonth = "time_month"
        /// Entries of the time ledger are not those that the audit trail tells of; the subject is the chain, `0` for those
        /// that an earlier version wrote.
        case ledgerTrail = "ledger_trail"
        /// A closed month is not as it was signed, or its entries give other sums; the subject is the month.
        case closedMonth = "closed_month"
    }

    package var kind: Kind
    /// The id of a batch or a document, or a day.
    package var subject: String

    package init(kind: Kind, subject: String) {
        self.kind = kind
        self.subject = subject
    }

    package var wording: Wording {
        switch kind {
        case .pageLaw:
            Wording(ja: "バッチ \(subject) のページ数が合いません。", en: "the pages of batch \(subject) do not add up")
        case .documentPages:
            Wording(
                ja: "帳票 \(subject) のページが、記録と合いません。", en: "document \(subject) has other pages than it says")
        case .unsettled:
            Wording(
                ja: "バッチ \(subject) の未処理の件数が合いません。",
                en: "batch \(subject) miscounts the documents that are not settled")
        case .timeEntry:
            Wording(
                ja: "帳票 \(subject) の時間の記録が、帳票の状態と合いません。",
                en: "the time entry of document \(subject) does not agree with the document")
        case .ledgerTrail:
            Wording(
                ja: "時間台帳の記録が、監査記録(\(subject))と合いません。",
                en: "entries of the time ledger are not those that the audit trail tells of (\(subject))")
        case .closedMonth:
            Wording(
                ja: "締めた月 \(subject) が、署名したときと違います。", en: "the closed month \(subject) is not as it was signed")
        case .timeMonth:
            Wording(
                ja: "\(subject) の月の合計が、その月の日々の合計と合いません。",
                en: "the time totals of the month \(subject) are not the sums of its days")
        case .timeDay:
            Wording(
                ja: "\(subject) の時間の合計が、その日の記録の合計と合いません。",
                en: "the time totals of \(subject) are not the sums of that day's entries")
        }
    }
}
