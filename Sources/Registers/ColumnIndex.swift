import FieldTypes
import Foundation
import Paperwork

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
    /// By what values share with their misreadings; nil where the kind has no such route.
    let routes: HashedRows?

    init(of table: RecordTable, column: Int, kind: ComparisonKind, digits: Int?) {
        self.column = column
        self.kind = kind
        self.digits = digits
        let values = FoldedColumn(of: table, column: column, kind: kind, digits: digits)
        self.values = values
        rows = HashedRows(count: table.count) { values[$0] }
        pairs = kind.isFreeText ? PairIndex(of: values, count: table.count) : nil
        routes =
            RouteKeys.exist(for: kind)
            ? HashedRows(count: table.count) { row in RouteKeys.of(values[row], kind: kind).map(\.key) } : nil
    }

    /// Nil where the file's blocks are not those of such an index.
    init?(in file: BlockFile, column: Int, kind: ComparisonKind, digits: Int?) {
        guard let units: Block<UInt16> = file.block(0), let ends: Block<UInt32> = file.block(1),
            let rows: Block<UInt64> = file.block(2), let starts: Block<UInt32> = file.block(3),
            let pairs: Block<UInt32> = file.block(4), let routes: Block<UInt64> = file.block(5)
        else { return nil }
        self.column = column
        self.kind = kind
        self.digits = digits
        values = FoldedColumn(units: units, ends: ends)
        self.rows = HashedRows(entries: rows)
        self.pairs = kind.isFreeText ? PairIndex(starts: starts, rows: pairs) : nil
        self.routes = RouteKeys.exist(for: kind) ? HashedRows(entries: routes) : nil
    }

    /// Calls `body` with what ``init(in:column:kind:digits:)`` reads again.
    func withBlocks<Value>(_ body: ([UnsafeRawBufferPointer]) throws(Trouble) -> Value) throws(Trouble) -> Value {
        let value = try body([
            values.units.bytes, values.ends.bytes, rows.entries.bytes, pairs?.starts.bytes ?? Self.nothing,
            pairs?.rows.bytes ?? Self.nothing, routes?.entries.bytes ?? Self.nothing,
        ])
        withExtendedLifetime(self) {}
        return value
    }

    private static var nothing: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }

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
