internal import FieldTypes

/// A way to the records that a document may speak of. Each finds a record by itself where the others fail; what several
/// find is looked at first.
package enum CandidateRoute: String, CaseIterable, Sendable {
    /// Pairs of neighbouring characters of names, kana, addresses and other text.
    case pairs
    /// Kana with up to two characters left out on both sides, so that any two misread ones are bridged.
    case kana
    /// Dates with one digit open, or day and month swapped.
    case date
    /// Telephone and postal numbers with one digit open, and a telephone number's last four digits.
    case phone
    /// The numbers of an address, whatever the town.
    case address
    /// Identifying numbers with one digit open.
    case number
    /// Values of any other kind as a whole.
    case value

    /// Every one of them.
    package static let all = Set(allCases)

    /// The route by values of a kind as a whole and their near misses.
    init(wholeValuesOf kind: ComparisonKind) {
        self =
            switch kind {
            case .date: .date
            case .phone, .postalCode: .phone
            case .number: .number
            case .kana: .kana
            case .address: .address
            case .name, .text, .category: .value
            }
    }
}

/// Keys that a value shares with its likely misreadings.
enum RouteKeys {
    /// Of a value as it stands in an index; none where the kind has no such route.
    static func of(_ value: ArraySlice<UInt16>, kind: ComparisonKind) -> [(key: [UInt16], edits: Int)] {
        switch kind {
        case .kana: deletions(of: Array(value))
        case .phone: value.count >= 9 ? [(Array(value.suffix(4)), 1)] : []
        case .address: numbers(of: value).map { [($0, 1)] } ?? []
        case .name, .date, .postalCode, .number, .text, .category: []
        }
    }

    static func exist(for kind: ComparisonKind) -> Bool {
        switch kind {
        case .kana, .phone, .address: true
        case .name, .date, .postalCode, .number, .text, .category: false
        }
    }

    /// The value, and what is left of it with one or two characters left out (after the deletion neighbourhoods of Mor &
    /// Fraenkel, "A hash code method for detecting and correcting spelling errors", Communications of the ACM 25, 1982);
    /// of short and of very long ones with one.
    private static func deletions(of value: [UInt16]) -> [(key: [UInt16], edits: Int)] {
        guard value.count >= 3 else { return [(value, 0)] }
        var keys: [(key: [UInt16], edits: Int)] = [(value, 0)]
        for first in value.indices {
            var shorter = value
            shorter.remove(at: first)
            keys.append((shorter, 1))
            guard (6...14).contains(value.count) else { continue }
            for second in first..<shorter.count {
                var shortest = shorter
                shortest.remove(at: second)
                keys.append((shortest, 2))
            }
        }
        return keys
    }

    /// What stands between the marks that part an address's key: the digits and hyphens of its numbers.
    private static func numbers(of value: ArraySlice<UInt16>) -> [UInt16]? {
        let parts = value.split(separator: UInt16(UInt8(ascii: "|")), omittingEmptySubsequences: false)
        return parts.count >= 2 && parts[1].count >= 2 ? Array(parts[1]) : nil
    }
}
