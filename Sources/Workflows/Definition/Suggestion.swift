import Paperwork

/// "Did you mean": the known name that a wrong one was probably meant to be.
enum Suggestion {
    /// Nil where none is near: more than a third of the letters differ.
    static func nearest(_ name: String, among known: some Collection<String>) -> String? {
        let limit = max(1, name.count / 3)
        let near = known.map { ($0, distance(Array(name.lowercased()), Array($0.lowercased()))) }.filter {
            $0.1 <= limit
        }
        return near.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
    }

    /// `problem` with the suggestion behind it where there is one, else with the names to choose from.
    static func wording(_ problem: Wording, name: String, among known: some Collection<String>) -> Wording {
        if let nearest = nearest(name, among: known) {
            return Wording(
                ja: "\(problem.ja)（「\(nearest)」の間違いではありませんか）", en: "\(problem.en) (did you mean '\(nearest)'?)")
        }
        guard !known.isEmpty, known.count <= 12 else { return problem }
        return Wording(
            ja: "\(problem.ja)（使えるもの: \(known.joined(separator: "、"))）",
            en: "\(problem.en) (known: \(known.joined(separator: ", ")))")
    }

    /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var rows = [Array(0...right.count)]
        for i in 1...left.count {
            var row = [i]
            for j in 1...right.count {
                var best = min(
                    rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1))
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    best = min(best, rows[i - 2][j - 2] + 1)
                }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}
