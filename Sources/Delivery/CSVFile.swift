import JapaneseText
package import Paperwork

package import struct Foundation.URL

/// Writes CSV files: RFC 4180 with CRLF, each file whole or not at all, and no formula live in a spreadsheet.
package enum CSVFile {
    /// A cell of the file.
    package struct Cell: Sendable, Hashable {
        /// From 1; 0 is the header.
        package var row: Int
        /// The column's heading.
        package var column: String

        package init(row: Int, column: String) {
            self.row = row
            self.column = column
        }
    }

    /// A character that the encoding lacks, or a control character, and where it is.
    package struct Misfit: Sendable, Hashable {
        package var cell: Cell
        package var character: Character

        package init(cell: Cell, character: Character) {
            self.cell = cell
            self.character = character
        }

        /// The character for a list of them: a control character by its code, as in `U+0000`.
        package var shown: String { ControlCharacters.shown(String(character)) }
    }

    /// What was written.
    package struct Report: Sendable, Hashable {
        /// Without the header.
        package var rows: Int
        /// Characters that became 〓.
        package var misfits: [Misfit]
        /// Cells that a spreadsheet would have taken for formulas, and that got an apostrophe in front.
        package var defused: [Cell]
    }

    /// Writes `header` and `rows` to `destination`, replacing a file that was there.
    ///
    /// Each row has a value for each heading. Nothing is written where this throws.
    /// - throws: `CSVFailure`.
    @discardableResult
    package static func write(
        rows: some Sequence<[String]>, header: [String], encoding: ExportEncoding, unencodable: Unencodable,
        to destination: URL
    ) throws(CSVFailure) -> Report {
        let stream = try CSVStream(header: header, encoding: encoding, unencodable: unencodable, to: destination)
        for row in rows { try stream.append(row) }
        return try stream.finish()
    }
}
