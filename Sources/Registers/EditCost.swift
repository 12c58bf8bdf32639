/// How improbable it is that one text was read where another is written, in natural units.
///
/// Weighted optimal string alignment: each misreading costs the negative logarithm of its chance. About one character in
/// fifty is misread, which leaves a misreading as one *particular* other character at about 1 in 130; a shape that is
/// often mistaken for the other at 1 in 20.
enum EditCost {
    static let mistakenShape = 3.0
    static let otherCharacter = 4.9
    static let missingOrExtra = 5.0
    static let swappedNeighbours = 6.0

    /// Nil where it takes more than `limit` edits.
    static func nats(_ left: some RandomAccessCollection<UInt16>, _ right: [UInt16], limit: Int) -> Double? {
        if left.elementsEqual(right) { return 0 }
        let left = Array(left)
        guard limit > 0, abs(left.count - right.count) <= limit else { return nil }
        var beforeLast = [Step](repeating: Step(), count: right.count + 1)
        var last = (0...right.count).map { Step(cost: Double($0) * missingOrExtra, edits: $0) }
        var current = last
        for row in 1...max(1, left.count) where row <= left.count {
            current[0] = Step(cost: Double(row) * missingOrExtra, edits: row)
            var fewest = row
            for column in 1...max(1, right.count) where column <= right.count {
                let (own, other) = (left[row - 1], right[column - 1])
                var best = last[column - 1].adding(own == other ? 0 : substitution(own, other))
                best = min(best, last[column].adding(missingOrExtra), current[column - 1].adding(missingOrExtra))
                if row > 1, column > 1, own == right[column - 2], left[row - 2] == other {
                    best = min(best, beforeLast[column - 2].adding(swappedNeighbours))
                }
                current[column] = best
                fewest = min(fewest, best.edits)
            }
            guard fewest <= limit else { return nil }
            (beforeLast, last, current) = (last, current, beforeLast)
        }
        return last[right.count].edits <= limit ? last[right.count].cost : nil
    }

    private static func substitution(_ left: UInt16, _ right: UInt16) -> Double {
        MistakenShapes.contains(left, right) ? mistakenShape : otherCharacter
    }

    private struct Step: Comparable {
        var cost = 0.0
        var edits = 0

        func adding(_ more: Double) -> Step { Step(cost: cost + more, edits: more > 0 ? edits + 1 : edits) }

        static func < (left: Step, right: Step) -> Bool { left.cost < right.cost }
    }
}
