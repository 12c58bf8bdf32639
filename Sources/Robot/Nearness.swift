/// Which of the names on a page may be what a script's name has become.
enum Nearness {
    /// The name that shares most pairs of characters with `wanted` (Dice's coefficient), where it shares enough.
    static func nearest(to wanted: String, among names: [String]) -> String? {
        let best = names.map { ($0, likeness(wanted, $0)) }.max { $0.1 < $1.1 }
        return best.flatMap { $0.1 >= 0.25 ? $0.0 : nil }
    }

    private static func likeness(_ one: String, _ other: String) -> Double {
        let (a, b) = (pairs(one), pairs(other))
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        return 2 * Double(a.intersection(b).count) / Double(a.count + b.count)
    }

    private static func pairs(_ text: String) -> Set<String> {
        let letters = Array(text.filter { $0.isLetter || $0.isNumber })
        guard letters.count > 1 else { return Set(letters.map { String($0) }) }
        return Set(zip(letters, letters.dropFirst()).map { "\($0)\($1)" })
    }
}
