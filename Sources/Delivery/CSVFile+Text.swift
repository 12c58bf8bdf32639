internal import Paperwork

extension CSVFile {
    /// The same as a file would hold, in UTF-8, as text: for a program that reads it from a pipe.
    package static func text(rows: some Sequence<[String]>, header: [String]) -> String {
        var writer = CSVWriter(header: header, encoding: .utf8)
        writer.append(header, row: 0)
        for (index, row) in rows.enumerated() { writer.append(row, row: index + 1) }
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }
}
