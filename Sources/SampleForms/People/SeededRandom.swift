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

    /// Evenly between `-spread` and `spread`.
    mutating func jitter(_ spread: Double) -> Double { Double.random(in: -1...1, using: &self) * spread }

    /// True with that chance, between 0 and 1.
    mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &self) < probability }

    mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func real(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &self) }

    /// One of `items`, which holds at least one.
    mutating func pick<T>(_ items: [T]) -> T { items[whole(0...(items.count - 1))] }

    /// One of `items`, each as likely as its weight says; at least one weight is above 0.
    mutating func pick<T>(_ items: [T], weights: [Int]) -> T {
        var rest = whole(1...max(1, weights.reduce(0, +)))
        for (item, weight) in zip(items, weights) {
            rest -= weight
            if rest <= 0 { return item }
        }
        return items[items.count - 1]
    }
}
