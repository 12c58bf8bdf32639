/// The folded form of every value of a column, as UTF-16 in one run.
struct FoldedColumn: Sendable {
    private var units: [UInt16] = []
    private var ends: [UInt32] = []

    init(of table: RecordTable, column: Int, kind: ComparisonKind) {
        ends.reserveCapacity(table.count)
        for row in 0..<table.count {
            units.append(contentsOf: kind.folded(table.text(row: row, column: column)).utf16)
            ends.append(UInt32(units.count))
        }
    }

    subscript(row: Int) -> ArraySlice<UInt16> { units[(row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])] }
}
