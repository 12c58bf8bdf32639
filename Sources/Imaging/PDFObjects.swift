internal import Foundation

/// The objects of a PDF file by number, for a look at its pages before anything is decoded.
///
/// Sees what well-made files hold: cross-reference tables and streams, object streams. Of a file that is damaged or
/// encrypted it sees nothing, and Poppler alone reads it.
final class PDFObjects {
    private enum Place {
        case offset(Int)
        case packed(stream: Int, index: Int)
    }

    private let data: Data
    private var places: [Int: Place] = [:]
    private var packed: (number: Int, values: [PDFValue])?
    /// Objects being read that wait for another; a file may go round in circles.
    private var nesting = 0
    private(set) var trailer: [String: PDFValue] = [:]

    /// Bytes that a content stream or an object stream may unpack to.
    private static let mostUnpacked = 16_000_000

    init?(_ data: Data) {
        self.data = data
        let word = Array("startxref".utf8)
        guard let place = data.lastPlace(of: word, in: max(0, data.count - 2048)..<data.count) else { return nil }
        var lexer = PDFLexer(data, at: place + word.count)
        var next = lexer.value()?.integer
        var visited: Set<Int> = []
        while let offset = next, visited.insert(offset).inserted, visited.count < 1000 {
            guard let section = crossReferences(at: offset) else { return nil }
            trailer.merge(section) { first, _ in first }
            next = section["Prev"]?.integer
        }
        guard trailer["Root"] != nil, trailer["Encrypt"] == nil else { return nil }
    }

    /// The value that a reference leads to, or the value itself.
    func resolved(_ value: PDFValue?) -> PDFValue {
        var value = value ?? .null
        for _ in 0..<16 {
            guard case .reference(let number) = value else { return value }
            value = object(number) ?? .null
        }
        return .null
    }

    /// A stream's bytes: as they are, or unpacked where `FlateDecode` is the one filter.
    func bytes(of value: PDFValue) -> [UInt8]? {
        guard case .stream(let entries, let range) = value else { return nil }
        let raw = data[data.startIndex + range.lowerBound..<data.startIndex + range.upperBound]
        let filters = filters(of: entries)
        if filters.isEmpty { return raw.count <= Self.mostUnpacked ? Array(raw) : nil }
        guard filters == ["FlateDecode"], let bytes = Inflate.unpack(raw, limit: Self.mostUnpacked) else { return nil }
        let parameters = resolved(entries["DecodeParms"])
        let first = parameters.array.map { resolved($0.first) } ?? parameters
        return Self.unpredicted(bytes, by: first.dictionary ?? [:])
    }

    /// A stream's bytes as the file has them.
    func packedBytes(of range: Range<Int>) -> Data {
        data[data.startIndex + range.lowerBound..<data.startIndex + range.upperBound]
    }

    func filters(of entries: [String: PDFValue]) -> [String] {
        let value = resolved(entries["Filter"])
        return value.array?.compactMap { resolved($0).name } ?? value.name.map { [$0] } ?? []
    }

    private func object(_ number: Int) -> PDFValue? {
        switch places[number] {
        case .offset(let offset): return object(at: offset)
        case .packed(let stream, let index):
            if packed?.number != stream { packed = (stream, unpackedObjects(of: stream)) }
            return packed.flatMap { $0.values.indices.contains(index) ? $0.values[index] : nil }
        case nil: return nil
        }
    }

    private func object(at offset: Int) -> PDFValue? {
        guard nesting < 8 else { return nil }
        nesting += 1
        defer { nesting -= 1 }
        var lexer = PDFLexer(data, at: offset)
        guard lexer.value()?.integer != nil, lexer.value()?.integer != nil, lexer.skip("obj"),
            let value = lexer.value()
        else { return nil }
        guard case .dictionary(let entries) = value, lexer.skip("stream") else { return value }
        guard let length = resolved(entries["Length"]).integer else { return nil }
        let bytes = ByteReader(data)
        let start = lexer.position + (bytes.u8(lexer.position) == 13 ? 2 : 1)
        guard length >= 0, length <= data.count - start else { return nil }
        return .stream(entries, range: start..<start + length)
    }

    /// ISO 32000-1, 7.5.7.
    private func unpackedObjects(of number: Int) -> [PDFValue] {
        guard case .offset(let offset) = places[number], let stream = object(at: offset),
            let entries = stream.dictionary, let count = entries["N"]?.integer, let first = entries["First"]?.integer,
            let bytes = bytes(of: stream), (0...bytes.count).contains(count)
        else { return [] }
        let content = Data(bytes)
        var lexer = PDFLexer(content)
        let offsets = (0..<count).map { _ in
            _ = lexer.value()
            return lexer.value()?.integer ?? content.count
        }
        return offsets.map { offset in
            guard first >= 0, offset >= 0, offset < content.count else { return .null }
            var lexer = PDFLexer(content, at: first + offset)
            return lexer.value() ?? .null
        }
    }

    /// One section of the cross-references; gives its trailer.
    private func crossReferences(at offset: Int) -> [String: PDFValue]? {
        var lexer = PDFLexer(data, at: offset)
        guard lexer.skip("xref") else { return crossReferenceStream(at: offset) }
        while !lexer.skip("trailer") {
            guard let first = lexer.value()?.integer, let count = lexer.value()?.integer, first >= 0,
                (0...data.count).contains(count)
            else { return nil }
            for number in first..<first + count {
                guard let offset = lexer.value()?.integer, lexer.value() != nil, let kind = lexer.value() else {
                    return nil
                }
                if case .operator("n") = kind, places[number] == nil { places[number] = .offset(offset) }
            }
        }
        guard let trailer = lexer.value()?.dictionary else { return nil }
        if let hybrid = trailer["XRefStm"]?.integer { _ = crossReferenceStream(at: hybrid) }
        return trailer
    }

    /// ISO 32000-1, 7.5.8.
    private func crossReferenceStream(at offset: Int) -> [String: PDFValue]? {
        guard let stream = object(at: offset), let entries = stream.dictionary, let bytes = bytes(of: stream),
            let widths = entries["W"]?.array?.compactMap(\.integer), widths.count == 3,
            widths.allSatisfy({ (0...8).contains($0) }), widths[1] > 0, let size = entries["Size"]?.integer
        else { return nil }
        let sections = entries["Index"]?.array?.compactMap(\.integer) ?? [0, size]
        let reader = ByteReader(Data(bytes))
        var position = 0
        func field(_ width: Int, otherwise value: Int) -> Int? {
            guard width > 0 else { return value }
            var total = 0
            for _ in 0..<width {
                guard let byte = reader.u8(position), total < 1 << 52 else { return nil }
                total = total << 8 | byte
                position += 1
            }
            return total
        }
        for start in stride(from: 0, to: sections.count - 1, by: 2) {
            var number = sections[start]
            for _ in 0..<max(0, sections[start + 1]) {
                guard let kind = field(widths[0], otherwise: 1), let second = field(widths[1], otherwise: 0),
                    let third = field(widths[2], otherwise: 0)
                else { break }
                if places[number] == nil, kind == 1 { places[number] = .offset(second) }
                if places[number] == nil, kind == 2 { places[number] = .packed(stream: second, index: third) }
                number += 1
            }
        }
        return entries
    }

    /// Undoes the PNG filters "none" and "up", the only ones that writers of such streams use; nil for others.
    private static func unpredicted(_ bytes: [UInt8], by parameters: [String: PDFValue]) -> [UInt8]? {
        guard let predictor = parameters["Predictor"]?.integer, predictor > 1 else { return bytes }
        let columns = parameters["Columns"]?.integer ?? 1
        guard predictor >= 10, columns > 0, parameters["Colors"] == nil else { return nil }
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: columns + 1) where start + columns < bytes.count {
            let above = result.suffix(columns)
            let isUp = bytes[start] == 2
            guard isUp || bytes[start] == 0 else { return nil }
            let row = bytes[start + 1...start + columns]
            result += isUp && !above.isEmpty ? zip(row, Array(above)).map { $0 &+ $1 } : Array(row)
        }
        return result
    }
}
