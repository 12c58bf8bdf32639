internal import Paperwork

extension SeededRandom {
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
