internal import FieldTypes
internal import Foundation
internal import Paperwork

/// A recogniser's alternatives, character by character, ready to be asked how well the ink bears a text that somebody knows
/// already: a register's.
struct InkLattice: Sendable {
    private struct Alternative {
        /// Of its folded form; nil for nothing.
        var unit: UInt16?
        var log: Double
    }

    private let positions: [[Alternative]]
    /// Of the best path, as a natural logarithm.
    private let best: Double

    /// The lowest log probability of one character; also the price of a position too many or too few.
    private static let floor = RegisterChoice.logFloor

    /// Nil where nothing was seen, or characters fold to more or less than one.
    init?(_ lattice: Lattice, kind: ComparisonKind) {
        switch kind {
        case .name, .kana, .text: break
        case .date, .phone, .postalCode, .number, .address, .category: return nil
        }
        var positions: [[Alternative]] = []
        var best = 0.0
        for alternatives in lattice.positions where !alternatives.isEmpty {
            var own: [Alternative] = []
            for alternative in alternatives {
                let units = Array(kind.folded(alternative.text).utf16)
                guard units.count <= 1 else { return nil }
                own.append(Alternative(unit: units.first, log: Self.log(alternative.score)))
            }
            best += own.map(\.log).max() ?? 0
            positions.append(own)
        }
        guard !positions.isEmpty else { return nil }
        self.positions = positions
        self.best = best
    }

    /// By how many nats a folded text is less probable than what was read best, 0 or more.
    func gap(of text: ArraySlice<UInt16>) -> Double {
        var row = (0...text.count).map { Double($0) * Self.floor }
        for position in positions {
            let empty = position.filter { $0.unit == nil }.map(\.log).max() ?? Self.floor
            var next = [row[0] + empty]
            for (index, unit) in text.enumerated() {
                let match = position.first { $0.unit == unit }?.log ?? Self.floor
                next.append(max(row[index] + match, row[index + 1] + empty, next[index] + Self.floor))
            }
            row = next
        }
        return max(0, best - (row.last ?? 0))
    }

    private static func log(_ score: Double) -> Double {
        max(floor, Foundation.log(max(score, .leastNormalMagnitude)))
    }
}
