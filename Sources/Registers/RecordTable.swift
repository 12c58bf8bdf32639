/// All cells of a register as one run of UTF-8, row by row.
struct RecordTable: Sendable {
    /// By their names in job files.
    let columns: [String]
    private var bytes: [UInt8] = []
    /// Where each cell ends in `bytes`.
    private var ends: [UInt32] = []
    /// The line of the source on which each record starts, from 1; its number where the source has no lines.
    private var lines: [UInt32] = []

    init(columns: [String]) {
        self.columns = columns
    }

    var count: Int { lines.count }

    /// Bytes that the cells take, at most: offsets are 32 bits wide.
    static let largestSize = Int(UInt32.max)

    var size: Int { bytes.count }

    mutating func append(cell: some Sequence<UInt8>) {
        bytes.append(contentsOf: cell)
        ends.append(UInt32(bytes.count))
    }

    mutating func endRow(line: Int) {
        lines.append(UInt32(truncatingIfNeeded: line))
    }

    func text(row: Int, column: Int) -> String {
        bytes.withUnsafeBufferPointer { buffer in
            String(decoding: UnsafeBufferPointer(rebasing: buffer[range(row, column)]), as: UTF8.self)
        }
    }

    func isEmpty(row: Int, column: Int) -> Bool { range(row, column).isEmpty }

    func line(row: Int) -> Int { Int(lines[row]) }

    func record(row: Int) -> [String: String] {
        Dictionary(uniqueKeysWithValues: columns.indices.map { (columns[$0], text(row: row, column: $0)) })
    }

    private func range(_ row: Int, _ column: Int) -> Range<Int> {
        let cell = row * columns.count + column
        return (cell == 0 ? 0 : Int(ends[cell - 1]))..<Int(ends[cell])
    }
}
