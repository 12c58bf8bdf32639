/// How many characters must change to make one text of another.
package enum EditDistance {
    /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment), counted in Unicode
    /// characters; nil where it takes more than `limit` of them.
    package static func distance(_ left: String, _ right: String, limit: Int = .max) -> Int? {
        if let left = singleScalars(left), let right = singleScalars(right) {
            return distance(left, right, limit: limit)
        }
        return distance(Array(left), Array(right), limit: limit)
    }

    /// The one of `names` that `written` most likely means: at most a third of its characters differ; nil where none is
    /// that near.
    package static func nearest(to written: String, among names: some Sequence<String>) -> String? {
        let limit = max(1, written.count / 3)
        return names.compactMap { name in distance(written, name, limit: limit).map { (name, $0) } }
            .min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
    }

    /// Between 0 (nothing in common) and 1 (equal): one minus the distance divided by the longer text's length.
    package static func similarity(_ left: String, _ right: String) -> Double {
        let longer = max(left.count, right.count)
        guard longer > 0, let distance = distance(left, right) else { return 1 }
        return 1 - Double(distance) / Double(longer)
    }

    private static func distance<Element: Equatable>(_ left: [Element], _ right: [Element], limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        var current = last
        for row in 1...left.count {
            current[0] = row
            var smallest = row
            for column in 1...right.count {
                let isSame = left[row - 1] == right[column - 1]
                var cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    cost = min(cost, beforeLast[column - 2] + 1)
                }
                current[column] = cost
                smallest = min(smallest, cost)
            }
            if smallest > limit { return nil }
            (beforeLast, last, current) = (last, current, beforeLast)
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }

    /// The text's scalars where each is a character by itself (ASCII, kana, kanji, full-width forms); nil where one may
    /// join its neighbour. Comparing them is many times faster than comparing characters.
    private static func singleScalars(_ text: String) -> [UInt32]? {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20...0x7E, 0x3000...0x3029, 0x3030...0x3098, 0x309B...0xA000, 0xFF00...0xFF9D, 0x20000...0x2FFFF:
                scalars.append(scalar.value)
            default: return nil
            }
        }
        return scalars
    }
}
