import JapaneseText

/// Why a record's key is not the one that it had: no document is linked to such a record unseen.
enum KeyDamage: String, Hashable, Sendable, Codable {
    /// A spreadsheet's short form, as in 1.00E+07: its last digits are lost.
    case shortForm
    /// A number with a fraction, as in 10000001.0, or so large that it is not exact.
    case inexactNumber
    /// A date that a spreadsheet made of a code, as in 1月2日 and 2-Jan.
    case date
    /// Control characters, or letters that were lost when it was converted.
    case letters

    static func of(_ key: String) -> KeyDamage? {
        if ShortForm.matches(key) { return .shortForm }
        if SpreadsheetDamage.wholeNumber(key) != nil { return .inexactNumber }
        if SpreadsheetDamage.isNamedDate(key) { return .date }
        let hasBadLetter = key.unicodeScalars.contains {
            ControlCharacters.contains($0) || $0 == "\u{FFFD}" || $0 == "\n" || $0 == "\r" || $0 == "\t"
        }
        return hasBadLetter ? .letters : nil
    }
}

/// The short form in which spreadsheets show, and then save, long numbers: 1.00E+07.
enum ShortForm {
    static func matches(_ text: String) -> Bool {
        guard text.utf8.count >= 4, text.utf8.contains(where: { $0 == 0x45 || $0 == 0x65 }) else { return false }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "E" || $0 == "e" }
        guard parts.count == 2 else { return false }
        let exponent = parts[1]
        guard exponent.first == "+" || exponent.first == "-", isDigits(exponent.dropFirst()), exponent.count <= 4 else {
            return false
        }
        let mantissa = parts[0].first == "-" || parts[0].first == "+" ? parts[0].dropFirst() : parts[0]
        let numbers = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count <= 2 && numbers[0].count == 1 && numbers.allSatisfy(isDigits)
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
