import FieldTypes
import JapaneseText

extension Register {
    /// What is wrong with its values, in the order of its columns; none where all is well. Looks at every cell.
    /// - Parameter types: field type by column name, for the columns that are compared: which values are no dates, or not
    ///   the numbers that they were. Where a column's name says that it holds such numbers, it is looked at too.
    package func findings(types: [String: String] = [:]) -> [RegisterFinding] {
        var findings =
            table.repairs.shortRows.map {
                [
                    RegisterFinding(
                        kind: .shortRows, register: name, count: $0.count, total: count, example: "", line: $0.line)
                ]
            } ?? []
        for column in columns.indices {
            findings += self.findings(column: column, type: types[columns[column]])
        }
        // A column of the source may have two names here.
        return findings.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func findings(column: Int, type: String?) -> [RegisterFinding] {
        var tallies: [RegisterFinding.Kind: Tally] = [:]
        var total = 0
        let isKey = column == table.keyColumn
        let numbers = IdentifyingColumn(
            type: type, names: [columns[column], table.heading.sourceNames[column]])
        let isDate = !isKey && type.map { ComparisonKind(fieldType: $0) == .date } == true
        for row in 0..<count where !table.isEmpty(row: row, column: column) {
            total += 1
            let isSuspect = table.withCell(row: row, column: column, CellScan.isSuspect)
            let damage = isKey ? table.damagedKeys[row] : nil
            guard isSuspect || isDate || numbers != nil || damage != nil else { continue }
            let text = table.text(row: row, column: column)
            var kinds = isSuspect ? CellScan.kinds(of: text) : []
            if damage != nil {
                kinds.removeAll { $0 != .privateLetters }
                kinds.append(.damagedKeys)
            }
            if isDate, JapaneseDate(recorded: text) == nil { kinds.append(.noDates) }
            if damage == nil, let kind = numbers?.damage(of: text) { kinds.append(kind) }
            for kind in kinds { tallies[kind, default: Tally(row: row)].count += 1 }
        }
        var found = Self.order.compactMap { kind in
            tallies[kind].map { tally in
                finding(
                    kind, column, tally.count, total,
                    CellScan.example(kind, table.text(row: tally.row, column: column)), table.line(row: tally.row))
            }
        }
        if let cells = table.repairs.unwrapped[column] {
            let example = isKey ? ControlCharacters.shown(cells.example) : ""
            found.append(finding(.unwrapped, column, cells.count, total, example, cells.line))
        }
        return found
    }

    private static let order: [RegisterFinding.Kind] = [
        .damagedKeys, .shortForms, .lostZeros, .fractions, .datesFromCodes, .noDates, .privateLetters, .lostLetters,
        .controlCharacters,
    ]

    /// How many values are so, and the first row that has one.
    private struct Tally {
        var row: Int
        var count = 0
    }

    private func finding(
        _ kind: RegisterFinding.Kind, _ column: Int, _ count: Int, _ total: Int, _ example: String, _ line: Int
    ) -> RegisterFinding {
        RegisterFinding(
            kind: kind, register: name, column: table.heading.sourceNames[column], count: count, total: total,
            example: example, line: table.hasLines ? line : nil)
    }
}

/// A column of identifying numbers, which spreadsheets take for something else.
private struct IdentifyingColumn {
    private let kind: ComparisonKind
    private let digits: Int?

    /// Nil where it is none.
    ///
    /// - Parameters:
    ///   - type: of the field that it is compared with; nil where it is not compared.
    ///   - names: in job files and in the source; they tell where no field does.
    init?(type: String?, names: [String]) {
        let known =
            type.flatMap(FieldTypes.named)
            ?? FieldTypes.all.first { known in
                known.registerNames.contains { part in names.contains { $0.contains(part) } }
            }
        guard let known, [.phone, .postalCode, .number].contains(known.comparison) else { return nil }
        kind = known.comparison
        digits = known.registerDigits
    }

    func damage(of text: String) -> RegisterFinding.Kind? {
        if SpreadsheetDamage.wholeNumber(text) != nil { return .fractions }
        if ShortForm.matches(text) { return nil }
        if kind.restored(text, digits: digits) == nil { return .datesFromCodes }
        let isInternational = text.hasPrefix("+")
        return !isInternational && kind.withZeros(text, digits: digits) != nil ? .lostZeros : nil
    }
}

/// Looks for what may be wrong with a cell, by its bytes first.
private enum CellScan {
    /// Whether a byte stands there that a private or lost letter, a control character or a short form has.
    static func isSuspect(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var hasSign = false
        var hasExponent = false
        for index in bytes.indices {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            switch bytes[index] {
            case 0x00...0x1F, 0x7F, 0xD8, 0xEE, 0xF0...0xFF: return true
            case 0xC2 where next < 0xA0, 0xE2 where next < 0x82: return true
            case 0xEF where next < 0xA4 || next == 0xB7 || next >= 0xBB && next != 0xBC && next != 0xBD: return true
            case 0x2B, 0x2D: hasSign = true
            case 0x45, 0x65: hasExponent = true
            default: break
            }
        }
        return hasSign && hasExponent
    }

    static func kinds(of text: String) -> [RegisterFinding.Kind] {
        var kinds: [RegisterFinding.Kind] = []
        if ShortForm.matches(text) { kinds.append(.shortForms) }
        if text.unicodeScalars.contains(where: isPrivate) { kinds.append(.privateLetters) }
        if text.unicodeScalars.contains("\u{FFFD}") { kinds.append(.lostLetters) }
        if ControlCharacters.first(in: text) != nil { kinds.append(.controlCharacters) }
        return kinds
    }

    /// The letter where it is one that counts, else the value.
    static func example(_ kind: RegisterFinding.Kind, _ text: String) -> String {
        switch kind {
        case .privateLetters: text.unicodeScalars.first(where: isPrivate).map(ControlCharacters.name) ?? ""
        case .controlCharacters: ControlCharacters.first(in: text).map(ControlCharacters.name) ?? ""
        case .lostLetters: "U+FFFD"
        default: ControlCharacters.shown(text)
        }
    }

    private static func isPrivate(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .privateUse
    }
}
