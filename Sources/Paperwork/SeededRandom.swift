/// Numbers by chance that a seed fixes: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014).
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Another source for one part of a whole, so that a change in one part leaves the others as they are.
    package func forked(_ part: UInt64) -> SeededRandom {
        var mixer = SeededRandom(seed: state ^ (part &* 0xD6E8_FEB8_6659_FD93))
        return SeededRandom(seed: mixer.next())
    }

    /// From 0 to less than `limit`.
    package mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
