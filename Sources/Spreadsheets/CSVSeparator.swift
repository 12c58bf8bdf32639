/// The sign that parts the cells of a CSV file.
package enum CSVSeparator {
    private static let candidates: [Character] = [",", "\t", ";"]

    /// What a spreadsheet's first line `sep=;` says; nil where the text begins with no such line.
    package static func declared(in text: String) -> UInt8? {
        let line = text.prefix { !$0.isNewline }.filter { $0 != "\"" }
        guard line.count == 5, line.lowercased().hasPrefix("sep="), let sign = line.last?.asciiValue else { return nil }
        return sign
    }

    /// The one of the first line that has any: a title above the heading has none.
    package static func found(in text: String) -> UInt8 {
        var rest = text[...]
        for _ in 0..<10 where !rest.isEmpty {
            let line = rest.prefix { !$0.isNewline }
            if let sign = candidates.first(where: line.contains), let value = sign.asciiValue { return value }
            rest = rest.dropFirst(line.count + 1)
        }
        return UInt8(ascii: ",")
    }
}
