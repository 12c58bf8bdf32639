/// Which accepted documents a person looks at all the same, so that the true error rate is known.
package enum AuditSample {
    /// Whether a document belongs to the sample: the same answer every time for one document and rate, and a document
    /// chosen at one rate is chosen at every higher one.
    /// - Parameter rate: the share of documents chosen, between 0 and 1.
    package static func isChosen(document id: String, rate: Double) -> Bool {
        Double(hash(id) >> 11) / Double(UInt64(1) << 53) < rate
    }

    /// FNV-1a (Fowler, Noll & Vo), then the finalizer of SplitMix64 (Steele, Lea & Flood, 2014), so that ids that differ
    /// in a last digit spread evenly.
    private static func hash(_ id: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        return hash ^ (hash >> 31)
    }
}
