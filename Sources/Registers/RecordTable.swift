/// All cells of a register as one run of UTF-8, row by row.
struct RecordTable: Sendable {
    let heading: RegisterHeading
    private var bytes: [UInt8] = []
    /// Where each cell ends in `bytes`. Offsets are 32 bits wide: see ``largestSize``.
    private var ends: [UInt32] = []
    /// The line of the source on which each record starts, from 1; its number where the source has no lines.
    private var lines: [UInt32] = []
    /// Whether the source has lines, which a person can look up.
    let hasLines: Bool
    /// Rows whose key is not what it was.
    private(set) var damagedKeys: [Int: KeyDamage] = [:]
    /// What was taken away around values, and filled up, while they were read.
    private(set) var repairs = TableRepairs()

    init(heading: RegisterHeading, hasLines: Bool) {
        self.heading = heading
        self.hasLines = hasLines
    }

    /// By their names in job files.
    var columns: [String] { heading.names }

    var keyColumn: Int { heading.key }

    var count: Int { lines.count }

    /// Bytes that the cells take, at most.
    static let largestSize = Int(UInt32.max)

    /// Records, at most: more than any city of the country has residents. Whatever is read stops there, so that a file of any
    /// length takes a bounded amount of memory.
    static let largestCount = 5_000_000

    var size: Int { bytes.count }

    /// Adds a row.
    /// - Parameters:
    ///   - line: of the source, from 1.
    ///   - keyDamage: what the source itself says of the key.
    ///   - cell: gives the source's cell for each of ``columns``, by its number from 0.
    mutating func append(line: Int, keyDamage: KeyDamage? = nil, cell: (Int) -> ArraySlice<UInt8>) {
        for column in columns.indices {
            let source = cell(column)
            let value = SourceCell(source, isKey: column == keyColumn)
            if value.isUnwrapped { repairs.unwrapped(column: column, line: line, source) }
            bytes.append(contentsOf: value.bytes)
            ends.append(UInt32(truncatingIfNeeded: bytes.count))
        }
        lines.append(UInt32(truncatingIfNeeded: line))
        let row = count - 1
        if let damage = keyDamage ?? KeyDamage.of(text(row: row, column: keyColumn)) { damagedKeys[row] = damage }
    }

    mutating func noteShortRow(line: Int) { repairs.shortRow(line: line) }

    func text(row: Int, column: Int) -> String {
        withCell(row: row, column: column) { String(decoding: $0, as: UTF8.self) }
    }

    /// Gives `body` the cell's UTF-8.
    func withCell<Value>(row: Int, column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        bytes.withUnsafeBufferPointer { buffer in
            body(UnsafeBufferPointer(rebasing: buffer[range(row, column)]))
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

/// What was mended while a table was read.
struct TableRepairs: Sendable {
    /// Cells of one kind: how many, and the first of them.
    struct Cells: Sendable {
        var count: Int
        var line: Int
        var example: String
    }

    /// By column.
    private(set) var unwrapped: [Int: Cells] = [:]
    /// Rows that lack cells at their end.
    private(set) var shortRows: Cells?

    fileprivate mutating func unwrapped(column: Int, line: Int, _ source: ArraySlice<UInt8>) {
        if unwrapped[column] != nil {
            unwrapped[column]?.count += 1
        } else {
            unwrapped[column] = Cells(count: 1, line: line, example: String(decoding: source, as: UTF8.self))
        }
    }

    fileprivate mutating func shortRow(line: Int) {
        if shortRows == nil { shortRows = Cells(count: 0, line: line, example: "") }
        shortRows?.count += 1
    }
}
