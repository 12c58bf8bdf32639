import Foundation
import Paperwork
import Spreadsheets

extension RecordTable {
    /// Reads a sheet of a spreadsheet file as ``init(csv:encoding:definition:)`` reads a CSV file; what it calls lines are
    /// the sheet's rows.
    init(xlsx url: URL, sheet: String?, definition: RegisterDefinition) throws(Trouble) {
        var reader = TableReader(definition: definition)
        try Workbook(url).forEachRow(sheet: sheet) { row throws(Trouble) in
            try reader.take(CSVParser.Record(cells: row.cells, line: row.number))
            return true
        }
        self = try reader.finish()
    }
}

extension RegisterHeading {
    /// Reads no more of a sheet than its heading needs.
    init(xlsx url: URL, sheet: String?, definition: RegisterDefinition) throws(Trouble) {
        var reader = TableReader(definition: definition)
        try Workbook(url).forEachRow(sheet: sheet) { row throws(Trouble) in
            try reader.take(CSVParser.Record(cells: row.cells, line: row.number))
            return reader.heading == nil
        }
        if let heading = reader.heading {
            self = heading
        } else {
            self = try reader.finish().heading
        }
    }
}

enum SheetHeading {
    /// The cells of the first row that is not blank.
    static func firstRecord(of url: URL, sheet: String?) throws(Trouble) -> [String] {
        var first: [String] = []
        try Workbook(url).forEachRow(sheet: sheet) { row in
            first = row.cells
            return false
        }
        return first
    }
}
