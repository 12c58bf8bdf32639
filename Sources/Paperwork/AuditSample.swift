/// Which accepted values a person looks at all the same, so that the true error rate is known.
package enum AuditSample {
    /// Where a value falls in a draw, between 0 and 1: the same every time for one value, and evenly spread over values. A
    /// sample at rate r holds those below r, so one chosen at one rate is chosen at every higher one.
    package static func draw(document: String, field: String) -> Double {
        Double(hash("\(document)\u{0}\(field)") >> 11) / Double(UInt64(1) << 53)
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
