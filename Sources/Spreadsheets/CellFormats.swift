/// How a file's cells show their numbers.
struct CellFormats {
    enum Kind {
        case plain
        /// A day, and whether a time of day is shown with it.
        case day(hasTime: Bool)
        /// Nothing but places for digits and fixed letters between them, as in `0000000` and `000-0000`.
        case digits([Character])
    }

    /// By the cell's style.
    var kinds: [Kind] = []
    var countsFrom1904 = false

    /// - Parameter number: as the file has it.
    func text(of number: String, style: Int?) -> String {
        let kind = style.flatMap { kinds.indices.contains($0) ? kinds[$0] : nil } ?? .plain
        guard let value = Double(number) else { return number }
        switch kind {
        case .plain: return Self.plain(number, value)
        case .day(let hasTime): return day(value, hasTime: hasTime) ?? Self.plain(number, value)
        case .digits(let places): return Self.placed(value, places) ?? Self.plain(number, value)
        }
    }

    /// A whole number without a fraction or exponent, where it is exact.
    private static func plain(_ number: String, _ value: Double) -> String {
        value == value.rounded() && value.magnitude < 9_007_199_254_740_992 ? String(Int64(value)) : number
    }

    private static func placed(_ value: Double, _ places: [Character]) -> String? {
        guard value == value.rounded(), value >= 0, value < 9_007_199_254_740_992 else { return nil }
        var digits = Array(String(Int64(value)))
        let room = places.count { $0 == "0" }
        if digits.count < room { digits = Array(repeating: "0", count: room - digits.count) + digits }
        var text: [Character] = []
        for place in places.reversed() {
            if place == "0" { text.append(digits.removeLast()) } else { text.append(place) }
        }
        return String(digits + text.reversed())
    }

    /// The day that a number stands for. Excel counts 1900 as a leap year, so that numbers up to 60 are a day off.
    private func day(_ value: Double, hasTime: Bool) -> String? {
        guard value >= 0, value < 2_958_466 else { return nil }
        var seconds = Int((value * 86_400).rounded())
        let date = seconds / 86_400
        seconds %= 86_400
        let sinceEpoch = countsFrom1904 ? date - 24_107 : date - (date < 60 ? 25_568 : 25_569)
        let day = Self.calendarDay(sinceEpoch)
        let text = "\(Self.padded(day.year, 4))-\(Self.padded(day.month, 2))-\(Self.padded(day.day, 2))"
        guard hasTime, seconds > 0 else { return text }
        return text
            + " \(Self.padded(seconds / 3600, 2)):\(Self.padded(seconds / 60 % 60, 2)):\(Self.padded(seconds % 60, 2))"
    }

    /// The Gregorian date of a day counted from 1970-01-01 (Richards, "Explanatory Supplement to the Astronomical
    /// Almanac", 3rd edition, 15.11.3).
    private static func calendarDay(_ sinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
        let julian = sinceEpoch + 2_440_588
        let f = julian + 1401 + (4 * julian + 274_277) / 146_097 * 3 / 4 - 38
        let e = 4 * f + 3
        let g = e % 1461 / 4
        let h = 5 * g + 2
        let month = (h / 153 + 2) % 12 + 1
        return (e / 1461 - 4716 + (14 - month) / 12, month, h % 153 / 5 + 1)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// Reads the formats of cells.
final class CellFormatReader: SheetPartReader {
    private(set) var formats = CellFormats()
    private var codes: [Int: String] = [:]
    private var isInCellFormats = false

    init(countsFrom1904: Bool) { formats.countsFrom1904 = countsFrom1904 }

    func begin(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "numFmt":
            if let id = attributes["numFmtId"].flatMap({ Int($0) }) { codes[id] = attributes["formatCode"] }
        case "cellXfs": isInCellFormats = true
        case "xf" where isInCellFormats:
            formats.kinds.append(kind(of: attributes["numFmtId"].flatMap { Int($0) } ?? 0))
        default: break
        }
    }

    func end(_ element: String) { if element == "cellXfs" { isInCellFormats = false } }

    /// Those without a code are built in (ECMA-376, 18.8.30): 14 to 17, 27 to 31, 36, 50 to 54 and 57 to 58 are days, the
    /// latter as East Asian editions have them.
    private func kind(of id: Int) -> CellFormats.Kind {
        if let code = codes[id] { return Self.kind(ofCode: code) }
        switch id {
        case 14...17, 27...31, 36, 50...54, 57, 58: return .day(hasTime: false)
        case 22: return .day(hasTime: true)
        default: return .plain
        }
    }

    private static func kind(ofCode code: String) -> CellFormats.Kind {
        let first = code.split(separator: ";", omittingEmptySubsequences: false).first.map(String.init) ?? ""
        var letters: [Character] = []
        var signs: [(character: Character, isFixed: Bool)] = []
        var isQuoted = false
        var isEscaped = false
        var isInBrackets = false
        for character in first {
            if isEscaped || (isQuoted && character != "\"") {
                signs.append((character, true))
                isEscaped = false
            } else if character == "\"" {
                isQuoted.toggle()
            } else if character == "\\" {
                isEscaped = true
            } else if character == "[" || character == "]" {
                isInBrackets = character == "["
            } else if !isInBrackets {
                letters.append(contentsOf: character.lowercased())
                signs.append((character, false))
            }
        }
        if letters.contains("y") || letters.contains("g") || letters.contains("e") && !letters.contains("0")
            || letters.contains("d") && letters.contains("m")
        {
            return .day(hasTime: letters.contains("h"))
        }
        let isDigits = signs.allSatisfy { sign in
            sign.isFixed ? sign.character != "0" : sign.character == "0" || sign.character == "-"
        }
        return isDigits && signs.contains { $0.character == "0" } ? .digits(signs.map(\.character)) : .plain
    }
}
