import Dispatch
import FieldTypes
import Foundation
import Synchronization

/// The folded form of every value of a column, as UTF-16 in one run.
struct FoldedColumn: Sendable {
    private var units: [UInt16] = []
    private var ends: [UInt32] = []

    /// Rows that a thread folds at least.
    private static let smallestShare = 10_000

    /// Folds on all cores.
    init(of table: RecordTable, column: Int, kind: ComparisonKind, digits: Int?) {
        let shares = min(ProcessInfo.processInfo.activeProcessorCount, table.count / Self.smallestShare + 1)
        let folded = Mutex<[Int: FoldedColumn]>([:])
        DispatchQueue.concurrentPerform(iterations: shares) { share in
            let rows = (table.count * share / shares)..<(table.count * (share + 1) / shares)
            let part = FoldedColumn(of: table, rows: rows, column: column, kind: kind, digits: digits)
            folded.withLock { $0[share] = part }
        }
        folded.withLock { parts in
            for share in 0..<shares {
                if let part = parts.removeValue(forKey: share) { append(part) }
            }
        }
    }

    private init(of table: RecordTable, rows: Range<Int>, column: Int, kind: ComparisonKind, digits: Int?) {
        var folder = ColumnFolder(kind: kind, digits: digits)
        ends.reserveCapacity(rows.count)
        for row in rows {
            units.append(contentsOf: folder.units(of: table.text(row: row, column: column)))
            ends.append(UInt32(units.count))
        }
    }

    subscript(row: Int) -> ArraySlice<UInt16> { units[(row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])] }

    private mutating func append(_ part: FoldedColumn) {
        let start = UInt32(units.count)
        units += part.units
        ends += part.ends.map { $0 + start }
    }
}
