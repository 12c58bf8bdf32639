/// Rows as the text of a CSV file that is taken in: every cell in quotes, nothing changed.
package enum RecordText {
    package static func csv(headings: [String], rows: [[String]]) -> String {
        ([headings] + rows).map { row in
            row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\r\n"
        }.joined()
    }
}
