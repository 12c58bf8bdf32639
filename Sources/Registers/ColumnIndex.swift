import FieldTypes
import Foundation

/// What reconciliation needs of one column: folded values, who has which, and how common each is.
final class ColumnIndex: Sendable {
    let column: Int
    let kind: ComparisonKind
    /// How many each value has, zeros at its front included; nil where that varies.
    private let digits: Int?
    let values: FoldedColumn
    let rows: HashedRows
    /// Nil where values are looked up as a whole.
    let pairs: PairIndex?

    init(of table: RecordTable, column: Int, kind: ComparisonKind, digits: Int?) {
        self.column = column
        self.kind = kind
        self.digits = digits
        let values = FoldedColumn(of: table, column: column, kind: kind, digits: digits)
        self.values = values
        rows = HashedRows(count: table.count) { values[$0] }
        pairs = kind.isFreeText ? PairIndex(of: values, count: table.count) : nil
    }

    /// The key of a value of the column.
    func folded(_ registered: String) -> String { kind.foldedRecord(registered, digits: digits) }

    /// How many records' worth of belief the general chance of a kind has against the register's own frequencies.
    private static let priorWeight = 200.0

    /// The chance that a person other than the record's own has `value`: how many other records have it, smoothed
    /// towards the kind's general chance, so that a rare name weighs more than a common one (Winkler, "Frequency-based
    /// matching in the Fellegi-Sunter model of record linkage", US Census Bureau RR2000/06), and never below a tenth of
    /// the general chance, which bounds what the agreement of one field can prove.
    func chanceOfCoincidence(_ value: some Collection<UInt16>) -> Double {
        let others = Double(max(0, rows.frequency(of: value) - 1))
        let total = Double(max(0, rows.count - 1))
        let chance = (others + Self.priorWeight * kind.commonChance) / (total + Self.priorWeight)
        return max(chance, kind.commonChance / 10)
    }
}
