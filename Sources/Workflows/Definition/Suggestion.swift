import JapaneseText
import Paperwork

/// "Did you mean": the known name that a wrong one was probably meant to be.
enum Suggestion {
    /// Nil where none is near: more than a third of the letters differ.
    static func nearest(_ name: String, among known: some Collection<String>) -> String? {
        guard name.utf8.count <= 300 else { return nil }
        let limit = max(1, name.count / 3)
        let folded = Width.narrow(name).lowercased()
        let near = known.compactMap { other in
            EditDistance.distance(folded, other.lowercased(), limit: limit).map { (other, $0) }
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
}
