import FieldTypes
import Foundation
import Paperwork

/// One of the texts that may be written in a field, folded.
struct Spelling: Sendable {
    /// As the document has it.
    var text: String
    var units: [UInt16]
    /// How much less probable than the best one it is by the recogniser's scores, as a natural logarithm, 0 or less.
    var logShare: Double

    /// Spellings considered per field.
    static let limit = 16
    /// However low a recogniser scores an alternative, its scores are not trusted beyond this.
    private static let lowestLogShare = -4.0

    /// Different in folded form, best first; none where nothing is written.
    static func list(_ candidates: [Candidate], kind: ComparisonKind) -> [Spelling] {
        var spellings: [Spelling] = []
        let best = candidates.first?.score ?? 0
        for candidate in candidates where spellings.count < limit && !candidate.value.isEmpty {
            let units = Array(kind.folded(candidate.value.plainText).utf16)
            guard !units.isEmpty, !spellings.contains(where: { $0.units == units }) else { continue }
            let share = best > 0 && candidate.score > 0 ? log(candidate.score / best) : 0
            let text = candidate.text.isEmpty ? candidate.value.plainText : candidate.text
            spellings.append(Spelling(text: text, units: units, logShare: min(0, max(lowestLogShare, share))))
        }
        return spellings
    }
}
