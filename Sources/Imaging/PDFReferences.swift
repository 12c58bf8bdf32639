internal import Foundation

/// Where a PDF file's objects are (ISO 32000-1, 7.5.4 to 7.5.8).
struct PDFReferences {
    enum Place: Sendable {
        case offset(Int)
        case packed(stream: Int, index: Int)
    }

    private(set) var places: [Int: Place] = [:]
    private(set) var trailer: [String: PDFValue] = [:]
    /// A file can repeat its cross-references without end.
    private var entriesLeft = Self.mostEntries

    /// How far from the end of a file its end may be looked for: copiers and servers write something of their own behind
    /// it.
    static let reach = 1 << 20
    /// ISO 32000-1, annex C: objects in a file.
    private static let mostEntries = 8_388_607
    private static let mostSections = 1000

    init() {}

    /// Nil where the cross-references are not where the end of the file says that they are, or are damaged.
    init?(in objects: PDFObjects) {
        let data = objects.data
        let word = Array("startxref".utf8)
        guard let place = data.lastPlace(of: word, in: max(0, data.count - Self.reach)..<data.count) else { return nil }
        var lexer = PDFLexer(data, at: place + word.count)
        var next = lexer.value()?.integer
        var visited: Set<Int> = []
        while let offset = next, visited.insert(offset).inserted, visited.count < Self.mostSections {
            guard let section = section(at: offset, of: objects) else { return nil }
            trailer.merge(section) { first, _ in first }
            next = section["Prev"]?.integer
        }
        guard trailer["Root"] != nil else { return nil }
    }

    /// One section of the cross-references; gives its trailer.
    private mutating func section(at offset: Int, of objects: PDFObjects) -> [String: PDFValue]? {
        guard offset >= 0, offset < objects.data.count else { return nil }
        var lexer = PDFLexer(objects.data, at: offset)
        guard lexer.skip("xref") else { return stream(at: offset, of: objects) }
        while !lexer.skip("trailer") {
            guard let first = lexer.value()?.integer, let count = lexer.value()?.integer, first >= 0,
                (0...entriesLeft).contains(count)
            else { return nil }
            entriesLeft -= count
            for number in first..<first + count {
                guard let offset = lexer.value()?.integer, lexer.value() != nil, let kind = lexer.value() else {
                    return nil
                }
                if case .operator("n") = kind, places[number] == nil { places[number] = .offset(offset) }
            }
        }
        guard let trailer = lexer.value()?.dictionary else { return nil }
        if let hybrid = trailer["XRefStm"]?.integer { _ = stream(at: hybrid, of: objects) }
        return trailer
    }

    /// ISO 32000-1, 7.5.8.
    private mutating func stream(at offset: Int, of objects: PDFObjects) -> [String: PDFValue]? {
        guard let stream = objects.object(at: offset)?.value, let entries = stream.dictionary,
            let bytes = objects.bytes(of: stream), let widths = entries["W"]?.array?.compactMap(\.integer),
            widths.count == 3, widths.allSatisfy({ (0...8).contains($0) }), widths[1] > 0,
            let size = entries["Size"]?.integer
        else { return nil }
        var fields = Fields(bytes: bytes)
        let sections = entries["Index"]?.array?.compactMap(\.integer) ?? [0, size]
        for start in stride(from: 0, to: sections.count - 1, by: 2) {
            let first = max(0, sections[start])
            for number in first..<first + min(entriesLeft, max(0, sections[start + 1])) {
                guard let kind = fields.next(widths[0], otherwise: 1), let second = fields.next(widths[1]),
                    let third = fields.next(widths[2])
                else { break }
                entriesLeft -= 1
                if places[number] == nil, kind == 1 { places[number] = .offset(second) }
                if places[number] == nil, kind == 2 { places[number] = .packed(stream: second, index: third) }
            }
        }
        return entries
    }

    /// Numbers of given widths, one after the other.
    private struct Fields {
        let bytes: [UInt8]
        private var position = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        /// Nil at the end.
        mutating func next(_ width: Int, otherwise value: Int = 0) -> Int? {
            guard width > 0 else { return value }
            guard position + width <= bytes.count else { return nil }
            defer { position += width }
            return Int(clamping: bytes[position..<position + width].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        }
    }
}

extension PDFReferences {
    /// The objects that stand in the file, whatever its cross-references say; of several with one number the last counts,
    /// as in a file that was added to.
    init(rebuiltFrom objects: PDFObjects) {
        let data = objects.data
        let (word, trailerWord) = (Array(" obj".utf8), Array("trailer".utf8))
        var from = 0
        while let place = data.firstPlace(of: word, in: from..<data.count), entriesLeft > 0 {
            from = place + word.count
            guard let start = Self.start(ofObjectNamedBefore: place, in: data),
                let (number, value) = objects.object(at: start)
            else { continue }
            entriesLeft -= 1
            places[number] = .offset(start)
            guard case .stream(let entries, let range) = value else { continue }
            var end = PDFLexer(data, at: range.upperBound)
            if end.skip("endstream") { from = max(from, end.position) }
            note(entries, of: value, number: number, objects)
        }
        from = 0
        while let place = data.firstPlace(of: trailerWord, in: from..<data.count) {
            from = place + trailerWord.count
            var lexer = PDFLexer(data, at: from)
            if let entries = lexer.value()?.dictionary { trailer.merge(entries) { _, later in later } }
        }
    }

    private mutating func note(
        _ entries: [String: PDFValue], of stream: PDFValue, number: Int, _ objects: PDFObjects
    ) {
        switch entries["Type"]?.name {
        case "XRef": trailer.merge(entries) { _, later in later }
        case "ObjStm":
            for (index, place) in (objects.packedPlaces(in: stream)?.places ?? []).enumerated() where entriesLeft > 0 {
                entriesLeft -= 1
                places[place.number] = .packed(stream: number, index: index)
            }
        default: break
        }
    }

    /// Where `12 0` begins that stands before that place; nil where it does not.
    private static func start(ofObjectNamedBefore place: Int, in data: Data) -> Int? {
        var position = place
        for part in 0..<2 {
            let end = position
            while position > 0, end - position < 10, isDigit(data[data.startIndex + position - 1]) { position -= 1 }
            guard position < end else { return nil }
            if part == 0 {
                guard position > 0, data[data.startIndex + position - 1] == 0x20 else { return nil }
                position -= 1
            }
        }
        return position
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
