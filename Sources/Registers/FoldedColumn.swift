import Dispatch
import FieldTypes
import Foundation
import Synchronization

/// The folded form of every value of a column, as UTF-16 in one run.
struct FoldedColumn: Sendable {
    let units: Block<UInt16>
    let ends: Block<UInt32>

    /// Rows that a thread folds at least.
    private static let smallestShare = 10_000

    /// Folds on all cores.
    init(of table: RecordTable, column: Int, kind: ComparisonKind, digits: Int?) {
        let shares = min(ProcessInfo.processInfo.activeProcessorCount, table.count / Self.smallestShare + 1)
        let folded = Mutex<[Int: Part]>([:])
        DispatchQueue.concurrentPerform(iterations: shares) { share in
            let rows = (table.count * share / shares)..<(table.count * (share + 1) / shares)
            let part = Part(of: table, rows: rows, column: column, kind: kind, digits: digits)
            folded.withLock { $0[share] = part }
        }
        var whole = Part()
        folded.withLock { parts in
            for share in 0..<shares {
                if let part = parts.removeValue(forKey: share) { whole.append(part) }
            }
        }
        units = Block(whole.units)
        ends = Block(whole.ends)
    }

    init(units: Block<UInt16>, ends: Block<UInt32>) {
        self.units = units
        self.ends = ends
    }

    subscript(row: Int) -> ArraySlice<UInt16> {
        units.elements((row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row]))[...]
    }

    private struct Part: Sendable {
        var units: [UInt16] = []
        var ends: [UInt32] = []

        init() {}

        init(of table: RecordTable, rows: Range<Int>, column: Int, kind: ComparisonKind, digits: Int?) {
            var folder = ColumnFolder(kind: kind, digits: digits)
            ends.reserveCapacity(rows.count)
            for row in rows {
                units.append(contentsOf: folder.units(of: table.text(row: row, column: column)))
                ends.append(UInt32(units.count))
            }
        }

        mutating func append(_ part: Part) {
            let start = UInt32(units.count)
            units += part.units
            ends += part.ends.map { $0 + start }
        }
    }
}
