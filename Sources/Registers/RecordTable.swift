import Foundation
import Paperwork

/// All cells of a register as one run of UTF-8, row by row.
struct RecordTable: Sendable {
    let heading: RegisterHeading
    private let bytes: Block<UInt8>
    /// Where each cell ends in `bytes`. Offsets are 32 bits wide: see ``largestSize``.
    private let ends: Block<UInt32>
    /// The line of the source on which each record starts, from 1; its number where the source has no lines.
    private let lines: Block<UInt32>
    /// Whether the source has lines, which a person can look up.
    let hasLines: Bool
    /// Rows whose key is not what it was.
    let damagedKeys: [Int: KeyDamage]
    /// What was taken away around values, and filled up, while they were read.
    let repairs: TableRepairs

    /// By their names in job files.
    var columns: [String] { heading.names }

    var keyColumn: Int { heading.key }

    var count: Int { lines.count }

    /// Bytes that the cells take, at most.
    static let largestSize = Int(UInt32.max)

    /// Records, at most: more than any city of the country has residents. Whatever is read stops there, so that a file of
    /// any length takes a bounded amount of memory.
    static let largestCount = 5_000_000

    fileprivate init(_ rows: RecordRows) {
        heading = rows.heading
        bytes = Block(rows.bytes)
        ends = Block(rows.ends)
        lines = Block(rows.lines)
        hasLines = rows.hasLines
        damagedKeys = rows.damagedKeys
        repairs = rows.repairs
    }

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

// In a file.
extension RecordTable {
    private struct Head: Codable {
        var heading: RegisterHeading
        var hasLines: Bool
        var damagedKeys: [Int: KeyDamage]
        var repairs: TableRepairs
    }

    /// How many blocks of a file a table takes.
    static let blockCount = 4

    /// Calls `body` with what ``init(in:)`` reads again.
    func withBlocks<Value>(_ body: ([UnsafeRawBufferPointer]) throws(Trouble) -> Value) throws(Trouble) -> Value {
        let head = Head(heading: heading, hasLines: hasLines, damagedKeys: damagedKeys, repairs: repairs)
        guard let data = try? JSONEncoder().encode(head) else { preconditionFailure("A table's head has no JSON") }
        let text = Block(Array(data))
        let value = try body([text.bytes, bytes.bytes, ends.bytes, lines.bytes])
        withExtendedLifetime((text, self)) {}
        return value
    }

    /// Nil where the file does not begin with a table's blocks.
    init?(in file: BlockFile) {
        guard let text: Block<UInt8> = file.block(0), let bytes: Block<UInt8> = file.block(1),
            let ends: Block<UInt32> = file.block(2), let lines: Block<UInt32> = file.block(3),
            let head = try? JSONDecoder().decode(Head.self, from: Data(text.elements(0..<text.count))),
            ends.count == lines.count * head.heading.names.count,
            ends.count == 0 || Int(ends[ends.count - 1]) == bytes.count
        else { return nil }
        heading = head.heading
        self.bytes = bytes
        self.ends = ends
        self.lines = lines
        hasLines = head.hasLines
        damagedKeys = head.damagedKeys
        repairs = head.repairs
    }
}

/// A table while it is read.
struct RecordRows {
    let heading: RegisterHeading
    fileprivate var bytes: [UInt8] = []
    fileprivate var ends: [UInt32] = []
    fileprivate var lines: [UInt32] = []
    fileprivate let hasLines: Bool
    fileprivate var damagedKeys: [Int: KeyDamage] = [:]
    fileprivate var repairs = TableRepairs()

    init(heading: RegisterHeading, hasLines: Bool) {
        self.heading = heading
        self.hasLines = hasLines
    }

    var count: Int { lines.count }

    /// Whether it is more than a register may have.
    var isTooLarge: Bool { bytes.count > RecordTable.largestSize || count > RecordTable.largestCount }

    var table: RecordTable { RecordTable(self) }

    /// Adds a row.
    /// - Parameters:
    ///   - line: of the source, from 1.
    ///   - keyDamage: what the source itself says of the key.
    ///   - cell: gives the source's cell for each of the heading's columns, by its number from 0.
    mutating func append(line: Int, keyDamage: KeyDamage? = nil, cell: (Int) -> ArraySlice<UInt8>) {
        var key = ""
        for column in heading.names.indices {
            let source = cell(column)
            let value = SourceCell(source, isKey: column == heading.key)
            if value.isUnwrapped { repairs.unwrapped(column: column, line: line, source) }
            if column == heading.key { key = String(decoding: value.bytes, as: UTF8.self) }
            bytes.append(contentsOf: value.bytes)
            ends.append(UInt32(truncatingIfNeeded: bytes.count))
        }
        lines.append(UInt32(truncatingIfNeeded: line))
        if let damage = keyDamage ?? KeyDamage.of(key) { damagedKeys[count - 1] = damage }
    }

    mutating func noteShortRow(line: Int) { repairs.shortRow(line: line) }
}

/// What was mended while a table was read.
struct TableRepairs: Sendable, Codable {
    /// Cells of one kind: how many, and the first of them.
    struct Cells: Sendable, Codable {
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
