/// What one field of a document says of one record.
struct FieldEvidence {
    enum Agreement: Hashable {
        /// Nothing is written, or the record has no value.
        case missing
        /// Equal under folding to what is written, or to an alternative that the reading holds for possible.
        case equal
        /// As near as one misreading explains.
        case near
        /// Anything else, though misreading may still explain it: next door, and another birthday, are near too.
        case different
    }

    var agreement: Agreement
    /// Of the query's spellings, the one that is nearest.
    var spelling: Int
    /// ln P(spelling | the record's person): of misreading alone; nil where that does not explain it.
    var logLikelihood: Double?
    /// The same against somebody else, as assumed before a site has data and not bounded below.
    var freeRatio = 0.0
    /// By how many nats the record's value lies under what was read best, where a lattice tells.
    var inkGap: Double?
    /// ln P(spelling | the record's person) / P(spelling | somebody else); 0 where nothing is compared.
    var logRatio = 0.0

    /// Nil where nothing is compared.
    var level: ComparisonLevel? {
        switch agreement {
        case .missing: nil
        case .equal: .equal
        case .near: .near
        case .different: logLikelihood == nil ? .different : .similar
        }
    }
}
