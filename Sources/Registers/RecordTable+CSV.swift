import Foundation
import JapaneseText
import Paperwork

extension RecordTable {
    /// Reads a CSV file; its first record names the columns.
    ///
    /// Commas part the cells, or tabs or semicolons where the first lines have no comma, or what a spreadsheet's line
    /// `sep=;` says. Columns without a name are left out; rows of blanks and the end mark of DOS (1A) are passed over;
    /// cells left out at a row's end are empty.
    init(csv url: URL, encoding name: String?, definition: RegisterDefinition) throws(Trouble) {
        let pieces = try TextPieces(of: url, encodingName: name, definition: definition)
        var reader = CSVTableReader(definition: definition)
        try pieces.forEach { piece throws(Trouble) in
            try reader.take(piece)
            return true
        }
        self = try reader.finish()
    }
}

extension RegisterHeading {
    /// Reads no more of a CSV file than its heading needs.
    init(csv url: URL, encoding name: String?, definition: RegisterDefinition) throws(Trouble) {
        let pieces = try TextPieces(of: url, encodingName: name, definition: definition)
        var reader = CSVTableReader(definition: definition)
        try pieces.forEach { piece throws(Trouble) in
            try reader.take(piece)
            return reader.heading == nil
        }
        if let heading = reader.heading {
            self = heading
        } else {
            self = try reader.finish().heading
        }
    }
}

enum CSVHeading {
    /// The cells of the first record that is not blank.
    static func firstRecord(
        of url: URL, encoding name: String?, definition: RegisterDefinition
    ) throws(Trouble) -> [String] {
        let pieces = try TextPieces(of: url, encodingName: name, definition: definition)
        var reader = CSVTableReader(definition: definition)
        // Whatever keeps it from being a heading is not asked here.
        try? pieces.forEach { piece throws(Trouble) in
            try reader.take(piece)
            return reader.firstRecord == nil
        }
        if reader.firstRecord == nil { _ = try? reader.finish() }
        return reader.firstRecord ?? []
    }
}

/// Gathers CSV records into a table.
private struct CSVTableReader {
    let definition: RegisterDefinition
    private var parser: CSVParser?
    private var table: RecordTable?
    /// Cells of the heading.
    private var width = 0
    /// Why the first record is no heading.
    private var refusal: (trouble: Trouble, line: Int, cells: Int)?
    private var recordsSearched = 0
    private var isSeparatorLine = false
    /// The cells of the first record that is not blank.
    private(set) var firstRecord: [String]?

    /// Records in which the heading is looked for, to name its line.
    private static let searchLimit = 30

    init(definition: RegisterDefinition) {
        self.definition = definition
    }

    /// Nil as long as none is found.
    var heading: RegisterHeading? { table?.heading }

    mutating func take(_ piece: String) throws(Trouble) {
        if parser == nil {
            let declared = CSVSeparator.declared(in: piece)
            isSeparatorLine = declared != nil
            parser = CSVParser(separator: declared ?? CSVSeparator.found(in: piece))
        }
        guard var parser else { return }
        var piece = piece
        let outcome: Result<Void, Trouble> = piece.withUTF8 { text in
            do throws(Trouble) {
                try parser.feed(text) { record throws(Trouble) in try take(record) }
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
        self.parser = parser
    }

    mutating func finish() throws(Trouble) -> RecordTable {
        guard var parser else { throw .registerEmpty(definition) }
        if let line = parser.openQuoteLine, parser.isInQuotes { throw .registerOpenQuote(line: line, definition) }
        try parser.finish { record throws(Trouble) in try take(record) }
        if let table { return table }
        throw refusal?.trouble ?? .registerEmpty(definition)
    }

    private mutating func take(_ record: CSVParser.Record) throws(Trouble) {
        if isSeparatorLine {
            isSeparatorLine = false
            return
        }
        let filled = (0..<record.cellCount).filter { !SourceCell.isBlank(record.cell($0)) }
        guard let last = filled.last else { return }
        guard table != nil else { return try takeHeading(record, cells: last + 1) }
        // A footer such as 以上 has one cell; a record has more than its key.
        guard last < width, record.cellCount >= width || filled.count > 1 else {
            throw .registerRagged(line: record.line, cells: last + 1, expected: width, definition)
        }
        if record.cellCount < width { table?.noteShortRow(line: record.line) }
        let positions = table?.heading.positions ?? []
        table?.append(line: record.line) { column in
            positions[column] < record.cellCount ? record.cell(positions[column]) : []
        }
        if let size = table?.size, size > RecordTable.largestSize { throw .registerTooLarge(definition) }
    }

    private mutating func takeHeading(_ record: CSVParser.Record, cells: Int) throws(Trouble) {
        let names = (0..<record.cellCount).map { column in
            String(decoding: SourceCell(record.cell(column), isKey: true).bytes, as: UTF8.self)
        }
        if firstRecord == nil { firstRecord = names }
        do throws(Trouble) {
            let heading = try RegisterHeading(of: definition, sourceColumns: names)
            if let refusal {
                throw .registerHeadingBelow(
                    first: refusal.line, cells: refusal.cells, heading: record.line, definition)
            }
            width = record.cellCount
            table = RecordTable(heading: heading, hasLines: true)
        } catch {
            guard error.kind == .definition else { throw error }
            if refusal == nil { refusal = (error, record.line, cells) }
            recordsSearched += 1
            if recordsSearched >= Self.searchLimit { throw refusal?.trouble ?? error }
        }
    }
}
