import JapaneseText
internal import Paperwork

/// Turns rows into the bytes of a CSV file, and keeps the account of what had to be changed.
struct CSVWriter {
    private let header: [String]
    private let encoding: ExportEncoding
    private(set) var bytes: [UInt8]
    private(set) var report = CSVFile.Report(rows: 0, misfits: [], defused: [])

    init(header: [String], encoding: ExportEncoding) {
        self.header = header
        self.encoding = encoding
        bytes = encoding == .utf8BOM ? [0xEF, 0xBB, 0xBF] : []
    }

    /// - parameter row: from 1; 0 is the header.
    mutating func append(_ values: [String], row: Int) {
        precondition(
            values.count == header.count, "Row \(row) must have a value for each of the \(header.count) columns")
        report.rows = row
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(CSVCell(value), in: CSVFile.Cell(row: row, column: header[index]))
        }
        bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }

    mutating func takeBytes() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func append(_ content: CSVCell, in cell: CSVFile.Cell) {
        if content.isDefused { report.defused.append(cell) }
        let text = withoutControls(content.text, in: cell)
        guard encoding == .cp932 else {
            bytes += text.utf8
            return
        }
        let encoded = CP932.encode(text)
        bytes += encoded.bytes
        report.misfits += encoded.lacking.map { CSVFile.Misfit(cell: cell, character: $0.character) }
    }

    /// With 〓 for each control character: no encoding has them, as far as a file for another system is concerned.
    private mutating func withoutControls(_ text: String, in cell: CSVFile.Cell) -> String {
        guard ControlCharacters.first(in: text) != nil else { return text }
        var kept = ""
        for character in text {
            if character.unicodeScalars.contains(where: ControlCharacters.contains) {
                report.misfits.append(CSVFile.Misfit(cell: cell, character: character))
                kept += "〓"
            } else {
                kept.append(character)
            }
        }
        return kept
    }
}
