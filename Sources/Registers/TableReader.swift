import Paperwork
import Spreadsheets

/// Gathers the records of a CSV file or a spreadsheet into a table; the first one names the columns.
struct TableReader {
    let definition: RegisterDefinition
    private var parser: CSVParser?
    private var table: RecordRows?
    /// Cells of the heading.
    private var width = 0
    /// Why the first record is no heading.
    private var refusal: (trouble: Trouble, line: Int, cells: Int)?
    private var recordsSearched = 0
    private var isSeparatorLine = false
    /// The cells of the first record that is not blank.
    private(set) var firstRecord: [String]?

    /// Lines that are no records, and how many cells they have.
    private var ragged: [(line: Int, cells: Int)] = []
    private static let raggedLimit = 1000
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
        if var parser {
            if let line = parser.openQuoteLine, parser.isInQuotes { throw .registerOpenQuote(line: line, definition) }
            try parser.finish { record throws(Trouble) in
                if heading != nil, record.cellCount < width, record.cellCount > 1 {
                    throw .registerCutShort(line: record.line, definition)
                }
                try take(record)
            }
        }
        if !ragged.isEmpty { throw .registerRagged(ragged, expected: width, definition) }
        if let table { return table.table }
        throw refusal?.trouble ?? .registerEmpty(definition)
    }

    /// A record that was parsed already. Line numbers are those of the source.
    mutating func take(_ record: CSVParser.Record) throws(Trouble) {
        if isSeparatorLine {
            isSeparatorLine = false
            return
        }
        let filled = (0..<record.cellCount).filter { !SourceCell.isBlank(record.cell($0)) }
        guard let last = filled.last else { return }
        guard table != nil else { return try takeHeading(record, cells: last + 1) }
        // A footer such as 以上 has one cell; a record has more than its key.
        guard last < width, record.cellCount >= width || filled.count > 1 else {
            ragged.append((record.line, last + 1))
            guard ragged.count < Self.raggedLimit else { throw .registerRagged(ragged, expected: width, definition) }
            return
        }
        if record.cellCount < width { table?.noteShortRow(line: record.line) }
        let positions = table?.heading.positions ?? []
        table?.append(line: record.line) { column in
            positions[column] < record.cellCount ? record.cell(positions[column]) : []
        }
        if table?.isTooLarge == true { throw .registerTooLarge(definition) }
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
            table = RecordRows(heading: heading, hasLines: true)
        } catch {
            guard error.kind == .definition else { throw error }
            if refusal == nil { refusal = (error, record.line, cells) }
            recordsSearched += 1
            if recordsSearched >= Self.searchLimit { throw refusal?.trouble ?? error }
        }
    }
}
