/// Turns the placeholders that Tema's SQL uses into PostgreSQL's.
enum PostgresPlaceholders {
    /// `?` becomes the `$n` after the highest so far, `?2` becomes `$2`; what stands in quotes or comments is left alone.
    static func translated(_ sql: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(sql.utf8.count + 16)
        var rest = Array(sql.utf8)[...]
        var highest = 0
        while let byte = rest.first {
            if let end = endOfQuotation(rest) {
                output += rest[..<end]
                rest = rest[end...]
                continue
            }
            rest = rest.dropFirst()
            guard byte == UInt8(ascii: "?") else {
                output.append(byte)
                continue
            }
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            rest = rest[digits.endIndex...]
            let number = Int(String(decoding: digits, as: UTF8.self)) ?? highest + 1
            highest = max(highest, number)
            output += "$\(number)".utf8
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Behind the quotation or comment with which `text` begins; nil where it begins with neither.
    private static func endOfQuotation(_ text: ArraySlice<UInt8>) -> Int? {
        let marks: [(start: String, end: String)] = [("'", "'"), ("\"", "\""), ("--", "\n"), ("/*", "*/")]
        guard let mark = marks.first(where: { text.starts(with: $0.start.utf8) }) else { return nil }
        let end = Array(mark.end.utf8)
        var place = text.startIndex + mark.start.utf8.count
        while place < text.endIndex, !text[place...].starts(with: end) { place += 1 }
        return min(text.endIndex, place + end.count)
    }
}
