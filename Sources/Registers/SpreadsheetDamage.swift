import FieldTypes
import JapaneseText

/// What spreadsheets make of identifying numbers when they open and save a file: they take them for numbers and dates.
enum SpreadsheetDamage {
    /// A whole number with a fraction of zeros, as in 10000001.0: the number in front of the point; nil for all else.
    static func wholeNumber(_ text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, isDigits(parts[0]), isDigits(parts[1]), parts[1].utf8.allSatisfy({ $0 == 0x30 }) else {
            return nil
        }
        return String(parts[0])
    }

    /// A date with the name of its month, as a spreadsheet writes the code 1-2: 1月2日, 2-Jan, Jan-02.
    static func isNamedDate(_ text: String) -> Bool {
        if text.contains("月"), text.first?.isNumber == true { return true }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return (2...3).contains(parts.count) && parts.contains { months.contains($0.lowercased()) }
            && parts.allSatisfy { isDigits($0) || months.contains($0.lowercased()) }
    }

    /// The same, and a date in numbers, as in 2001/3/12 and 3/12.
    static func isDate(_ text: String) -> Bool {
        if isNamedDate(text) { return true }
        let day = text.prefix { $0 != " " }
        let parts = day.split(separator: "/", omittingEmptySubsequences: false)
        return (2...3).contains(parts.count) && parts.allSatisfy(isDigits)
    }

    /// The digits with as many zeros at their front as they lack; nil where they lack none, or are no digits.
    static func padded(_ text: String, to count: Int) -> String? {
        guard isDigits(text[...]), text.utf8.count < count else { return nil }
        return String(repeating: "0", count: count - text.utf8.count) + text
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static let months: Set<String> = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
