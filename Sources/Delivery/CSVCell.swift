/// One value of a CSV file, as it stands in the file.
///
/// Quoting follows RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front, which
/// spreadsheets show as text (OWASP, "CSV Injection"): one that begins with `=`, `+`, `-`, `@`, a tab, a carriage return
/// or a line feed, or with the full-width form of one of those signs. A plain number keeps its sign: `-5`, `+1,234.5`.
/// Nothing else is touched; codes such as `0012` stand as they are, because the system that imports the file wants them
/// so.
struct CSVCell {
    let text: String
    /// An apostrophe was put in front.
    let isDefused: Bool

    init(_ value: String) {
        isDefused = Self.isLive(value)
        text = Self.quoted(isDefused ? "'" + value : value)
    }

    private static let liveSigns: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

    private static func isLive(_ value: String) -> Bool {
        guard let first = value.unicodeScalars.first, liveSigns.contains(first) else { return false }
        return !isNumber(value)
    }

    /// A sign, digits with or without commas between them, and decimals.
    private static func isNumber(_ value: String) -> Bool {
        guard let sign = value.first, sign == "-" || sign == "+" else { return false }
        let parts = value.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2, let first = whole.utf8.first, isDigit(first) else {
            return false
        }
        return whole.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ",") }
            && parts.dropFirst().allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func quoted(_ value: String) -> String {
        let needsQuotes =
            value.unicodeScalars.contains { $0 == "\"" || $0 == "," || $0 == "\r" || $0 == "\n" || $0 == "\t" }
            || value.hasPrefix(" ") || value.hasSuffix(" ") || value.hasPrefix("'")
        return needsQuotes ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
    }
}
