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
        var reader = TableReader(definition: definition)
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
        var reader = TableReader(definition: definition)
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
        var reader = TableReader(definition: definition)
        // Whatever keeps it from being a heading is not asked here.
        try? pieces.forEach { piece throws(Trouble) in
            try reader.take(piece)
            return reader.firstRecord == nil
        }
        if reader.firstRecord == nil { _ = try? reader.finish() }
        return reader.firstRecord ?? []
    }
}
