import FieldTypes
import Foundation

/// How likely a spelling is to be read off a document of a person whose record has a given value.
enum Misreading {
    /// The chance that a value that did not change is read without a mistake.
    static let chanceOfExactness = 0.95
    /// Of the most improbable single mistake: two neighbours swapped.
    static let logLikelihoodOfOneMistake = log(chanceOfExactness) - EditCost.swappedNeighbours - 1e-9

    /// Day and month swapped in a date, by its writer or the reader.
    private static let swappedDayAndMonth = 5.3

    /// Natural logarithm; nil where the texts are further apart than misreading explains.
    static func logLikelihood(
        of spelling: Spelling, given registered: ArraySlice<UInt16>, kind: ComparisonKind
    ) -> Double? {
        let exact = log(chanceOfExactness) + spelling.logShare
        if kind == .date, isSwapped(spelling.units, registered) { return exact - swappedDayAndMonth }
        let limit = editLimit(kind, length: min(spelling.units.count, registered.count))
        return EditCost.nats(registered, spelling.units, limit: limit).map { exact - $0 }
    }

    /// Edits that leave a text recognisable: one in three characters or more makes another name of a name.
    private static func editLimit(_ kind: ComparisonKind, length: Int) -> Int {
        switch kind {
        case .category: 0
        case .date, .phone, .postalCode: 1
        case .number: length >= 10 ? 2 : 1
        case .name, .kana, .text, .address:
            switch length {
            case ..<3: 0
            case ..<7: 1
            case ..<12: 2
            default: length / 5
            }
        }
    }

    private static func isSwapped(_ left: [UInt16], _ right: ArraySlice<UInt16>) -> Bool {
        left.count == 8 && right.count == 8 && left[..<4].elementsEqual(right.prefix(4))
            && left[4..<6].elementsEqual(right.suffix(2)) && left[6...].elementsEqual(right.dropFirst(4).prefix(2))
            && !left.elementsEqual(right)
    }
}
