package import Paperwork

/// Something in the audit trail that is not as it was written.
package struct AuditFault: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The entry's values are not those that its hash was made of.
        case changed
        /// The entry does not follow from the one before: one of the two was put there later.
        case detached
        /// Entries up to this number are not there, from the fault's number on.
        case missing(through: Int)
        /// The entry stands behind the end of its chain.
        case added
        /// The chain's record of its end is not that of its last entry.
        case wrongEnd
        /// Entries are gone from the chain's beginning, and no purge says so.
        case unexplainedPurge
        /// A batch has no chain.
        case noChain
        /// A chain belongs to no batch.
        case noBatch
    }

    /// A batch's id, or `place`.
    package var chain: String
    /// Of the entry that it is about; nil where it is about the chain.
    package var number: Int?
    package var kind: Kind

    package init(chain: String, number: Int?, kind: Kind) {
        self.chain = chain
        self.number = number
        self.kind = kind
    }

    package var wording: Wording {
        let entry = Wording(ja: "監査記録 \(chain) の \(number ?? 0) 番", en: "audit entry \(number ?? 0) of \(chain)")
        let whole = Wording(ja: "監査記録 \(chain)", en: "audit chain \(chain)")
        switch kind {
        case .changed:
            return Wording(ja: "\(entry.ja)の内容が、書かれた後に変わっています。", en: "\(entry.en) was changed after it was written")
        case .detached:
            return Wording(
                ja: "\(entry.ja)が、その前の記録とつながっていません。", en: "\(entry.en) does not follow from the one before")
        case .missing(let last):
            return Wording(
                ja: "\(entry.ja)から \(last) 番までがありません。", en: "\(entry.en) is missing, and all up to entry \(last)")
        case .added:
            return Wording(ja: "\(entry.ja)は、後から加えられています。", en: "\(entry.en) was added behind the end of the chain")
        case .wrongEnd:
            return Wording(
                ja: "\(whole.ja)の終わりが、最後の記録と合いません。", en: "\(whole.en) does not end as its own record says")
        case .unexplainedPurge:
            return Wording(
                ja: "\(whole.ja)の初めの部分が、保存期間満了の記録なしに消えています。",
                en: "\(whole.en) has lost its beginning, and no purge is recorded")
        case .noChain:
            return Wording(ja: "バッチ \(chain) の監査記録がありません。", en: "batch \(chain) has no audit chain")
        case .noBatch:
            return Wording(ja: "\(whole.ja)には、対応するバッチがありません。", en: "\(whole.en) belongs to no batch")
        }
    }
}

/// How much of the audit trail was looked at.
package struct AuditSummary: Sendable, Hashable {
    package var chains = 0
    package var entries = 0
    package var faults = 0

    package init(chains: Int = 0, entries: Int = 0, faults: Int = 0) {
        self.chains = chains
        self.entries = entries
        self.faults = faults
    }
}
