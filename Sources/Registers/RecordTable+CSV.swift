import Foundation
import JapaneseText
import Paperwork

extension RecordTable {
    /// Reads a CSV file (commas, or tabs where its first line has tabs and no comma); its first record names the columns.
    ///
    /// Columns without a name are left out.
    init(csv url: URL, encoding name: String?, definition: RegisterDefinition) throws(Trouble) {
        let data: Data
        do {
            data = try Data(contentsOf: url, options: .mappedIfSafe)
        } catch {
            throw .registerUnreadable(definition, reason: (error as NSError).localizedFailureReason ?? "\(error)")
        }
        guard !data.isEmpty else { throw .registerEmpty(definition) }
        guard data.count <= Self.largestSize else { throw .registerTooLarge(definition) }
        let pieces = try TextPieces(data: data, encodingName: name, definition: definition)
        var reader = CSVTableReader(definition: definition)
        try pieces.forEach { piece throws(Trouble) in try reader.take(piece) }
        self = try reader.finish()
    }
}

/// Gathers CSV records into a table.
private struct CSVTableReader {
    let definition: RegisterDefinition
    private var parser: CSVParser?
    private var table: RecordTable?
    /// The source's columns that the table keeps.
    private var kept: [Int] = []
    private var width = 0

    init(definition: RegisterDefinition) {
        self.definition = definition
    }

    mutating func take(_ piece: String) throws(Trouble) {
        var parser = self.parser ?? CSVParser(separator: Self.separator(of: piece))
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
        guard let table else { throw .registerEmpty(definition) }
        return table
    }

    private mutating func take(_ record: CSVParser.Record) throws(Trouble) {
        guard table != nil else { return try takeHeading(record) }
        guard record.cellCount == width else {
            throw .registerRagged(line: record.line, cells: record.cellCount, expected: width, definition)
        }
        for column in kept { table?.append(cell: record.cell(column)) }
        table?.endRow(line: record.line)
        if let size = table?.size, size > RecordTable.largestSize { throw .registerTooLarge(definition) }
    }

    private mutating func takeHeading(_ record: CSVParser.Record) throws(Trouble) {
        width = record.cellCount
        let names = (0..<width).map { record.text($0).trimmingCharacters(in: .whitespaces) }
        kept = names.indices.filter { !names[$0].isEmpty }
        table = RecordTable(columns: try definition.ownNames(of: kept.map { names[$0] }))
    }

    private static func separator(of text: String) -> UInt8 {
        let heading = text.prefix { !$0.isNewline }
        return heading.contains("\t") && !heading.contains(",") ? UInt8(ascii: "\t") : UInt8(ascii: ",")
    }
}

extension RegisterDefinition {
    /// The names in job files of the source's columns.
    /// - Throws: `Trouble`: the source lacks a declared column, or a name stands twice.
    func ownNames(of sourceNames: [String]) throws(Trouble) -> [String] {
        for (_, source) in columns.sorted(by: { $0.key < $1.key }) where !sourceNames.contains(source) {
            throw .registerLacks(column: source, isKey: false, among: sourceNames, self)
        }
        let own = Dictionary(columns.map { ($0.value, $0.key) }) { min($0, $1) }
        let names = sourceNames.map { own[$0] ?? $0 }
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            throw .registerRepeatsColumn(name, self)
        }
        return names
    }
}
