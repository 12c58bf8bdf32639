internal import Foundation

/// Reads values one after the other; nil at whatever is none.
struct PDFLexer {
    private let data: Data
    private(set) var position: Int
    private var depth = 0

    init(_ data: Data, at position: Int = 0) {
        self.data = data
        self.position = position
    }

    private var byte: UInt8? {
        position >= 0 && position < data.count ? data[data.startIndex + position] : nil
    }

    mutating func skipBlanks() {
        while let byte {
            if byte == 0x25 {
                while let next = self.byte, next != 0x0A, next != 0x0D { position += 1 }
            } else if Self.isBlank(byte) {
                position += 1
            } else {
                return
            }
        }
    }

    mutating func skip(_ word: String) -> Bool {
        skipBlanks()
        let end = position + word.utf8.count
        guard position >= 0, end <= data.count,
            data[data.startIndex + position..<data.startIndex + end].elementsEqual(word.utf8)
        else { return false }
        position = end
        return true
    }

    mutating func value() -> PDFValue? {
        skipBlanks()
        guard let byte, depth < 32 else { return nil }
        depth += 1
        defer { depth -= 1 }
        switch byte {
        case UInt8(ascii: "/"):
            position += 1
            return .name(regularCharacters())
        case UInt8(ascii: "("): return literalString()
        case UInt8(ascii: "["): return array()
        case UInt8(ascii: "<"):
            if skip("<<") { return dictionary() }
            let start = position
            while let next = self.byte, next != UInt8(ascii: ">") { position += 1 }
            position += 1
            return .string(range: start..<position)
        default: return numberOrWord()
        }
    }

    private mutating func array() -> PDFValue? {
        position += 1
        var values: [PDFValue] = []
        while !skip("]") {
            guard let value = value() else { return nil }
            if case .operator("R") = value, values.count >= 2, let number = values[values.count - 2].integer {
                values.removeLast(2)
                values.append(.reference(number))
            } else {
                values.append(value)
            }
        }
        return .array(values)
    }

    private mutating func dictionary() -> PDFValue? {
        var entries: [String: PDFValue] = [:]
        while !skip(">>") {
            guard let key = value()?.name, let value = value() else { return nil }
            entries[key] = referred(value)
        }
        return .dictionary(entries)
    }

    /// `12 0 R` where such follows a number.
    ///
    /// Only digits are read ahead: were it any value, what is nested would be read twice at each level.
    private mutating func referred(_ value: PDFValue) -> PDFValue {
        guard let number = value.integer, number >= 0 else { return value }
        let start = position
        skipBlanks()
        if let generation = digits(), generation >= 0, skip("R") { return .reference(number) }
        position = start
        return value
    }

    /// A whole number without a sign; nil where none stands here, or one of more than 15 digits.
    private mutating func digits() -> Int? {
        let start = position
        var number = 0
        while let byte, (0x30...0x39).contains(byte), position - start < 16 {
            number = number * 10 + Int(byte - 0x30)
            position += 1
        }
        return (1...15).contains(position - start) ? number : nil
    }

    private mutating func literalString() -> PDFValue? {
        let start = position
        var open = 0
        while let byte {
            position += 1
            switch byte {
            case UInt8(ascii: "\\"): position += 1
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 { return .string(range: start..<position) }
            default: break
            }
        }
        return nil
    }

    private mutating func numberOrWord() -> PDFValue? {
        let start = position
        if let number = digits(), byte.map({ Self.isBlank($0) || Self.isDelimiter($0) }) ?? true {
            return .number(Double(number))
        }
        position = start
        let word = regularCharacters()
        switch word {
        case "": return nil
        case "true": return .flag(true)
        case "false": return .flag(false)
        case "null": return .null
        default: return Double(word).map(PDFValue.number) ?? .operator(word)
        }
    }

    private mutating func regularCharacters() -> String {
        let start = position
        while let byte, !Self.isBlank(byte), !Self.isDelimiter(byte) { position += 1 }
        return String(decoding: data[data.startIndex + start..<data.startIndex + position], as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        switch byte {
        case 0, 9, 10, 12, 13, 32: true
        default: false
        }
    }

    /// `( ) < > [ ] { } / %`
    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D, 0x2F, 0x25: true
        default: false
        }
    }
}
