internal import Foundation
internal import Packing

/// The objects of a PDF file by number, for a look at its pages before anything is decoded.
///
/// Sees what files hold: cross-reference tables and streams, object streams. Where the cross-references are damaged or
/// not where the file says, its objects are looked for themselves, as readers do. A file that is encrypted but opens
/// without a password is seen into as well; of any other Poppler alone says what it holds.
final class PDFObjects {
    /// From the header on: what some programs write before it is not counted (ISO 32000-1, annex H, note 13).
    let data: Data
    private var references: PDFReferences
    private var isRebuilt = false
    private var packed: [Int: [PDFValue]] = [:]
    private var packedBytes = 0
    private var known: [Int: PDFValue] = [:]
    private var encryption: PDFEncryption?
    /// By where a stream's data begins: the object that it is encrypted as.
    private var owners: [Int: (number: Int, generation: Int)] = [:]
    /// Objects being read that wait for another; a file may go round in circles.
    private var nesting = 0

    var trailer: [String: PDFValue] { references.trailer }

    /// Bytes that a content stream or an object stream may unpack to.
    private static let mostUnpacked = 16_000_000
    /// Objects kept from one look to the next, and bytes of object streams.
    private static let mostKnown = 4096
    private static let mostPackedBytes = 64_000_000

    init?(_ data: Data) {
        let header = data.firstPlace(of: Array("%PDF-".utf8), in: 0..<1024) ?? 0
        self.data = header > 0 ? data.dropFirst(header) : data
        references = PDFReferences()
        references = PDFReferences(in: self) ?? references
        guard canDecrypt() else { return nil }
        if !hasCatalog { rebuild() }
        // What is packed in streams is found only once these can be read.
        if encryption == nil, trailer["Encrypt"] != nil, canDecrypt() { rebuild(again: true) }
        guard canDecrypt(), hasCatalog else { return nil }
    }

    /// Whether its streams can be read: they are not encrypted, or without a password.
    private func canDecrypt() -> Bool {
        guard let entry = trailer["Encrypt"], encryption == nil else { return true }
        guard let entries = resolved(entry).dictionary else { return false }
        let identifier = resolved(trailer["ID"]).array?.first
        encryption = PDFEncryption(
            entries.mapValues(resolvedDeeply), identifier: string(resolved(identifier)) ?? [], string: string)
        return encryption != nil
    }

    /// Dictionaries in a dictionary too, a few levels deep.
    private func resolvedDeeply(_ value: PDFValue, levels: Int) -> PDFValue {
        let value = resolved(value)
        guard levels > 0, case .dictionary(let entries) = value else { return value }
        return .dictionary(entries.mapValues { resolvedDeeply($0, levels: levels - 1) })
    }

    private func resolvedDeeply(_ value: PDFValue) -> PDFValue { resolvedDeeply(value, levels: 3) }

    private func string(_ value: PDFValue?) -> [UInt8]? {
        guard case .string(let range) = value, range.upperBound <= data.count else { return nil }
        return PDFString.bytes(in: data[data.startIndex + range.lowerBound..<data.startIndex + range.upperBound])
    }

    private var hasCatalog: Bool {
        resolved(resolved(trailer["Root"]).dictionary?["Pages"]).dictionary != nil
    }

    private func rebuild(again: Bool = false) {
        guard !isRebuilt || again else { return }
        isRebuilt = true
        references = PDFReferences(rebuiltFrom: self)
        (known, packed, packedBytes) = ([:], [:], 0)
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

    /// A stream's bytes: as they are, or unpacked where all its filters are `FlateDecode`, `LZWDecode`, `RunLengthDecode`
    /// and `ASCII85Decode`.
    func bytes(of value: PDFValue) -> [UInt8]? {
        guard case .stream(let entries, let range) = value else { return nil }
        let parameters = resolved(entries["DecodeParms"])
        let all = parameters.array?.map { resolved($0).dictionary } ?? [parameters.dictionary]
        var bytes = packedBytes(of: range)
        for (index, filter) in filters(of: entries).enumerated() {
            switch filter {
            case "FlateDecode", "Fl":
                guard let unpacked = Inflate.unpack(bytes, limit: Self.mostUnpacked),
                    let plain = PDFPredictor.undone(unpacked, by: all.indices.contains(index) ? all[index] ?? [:] : [:])
                else { return nil }
                bytes = Data(plain)
            case "LZWDecode", "LZW":
                let own = all.indices.contains(index) ? all[index] ?? [:] : [:]
                let isEarly = resolved(own["EarlyChange"]).integer != 0
                guard let unpacked = OldFilters.lzw(bytes, early: isEarly, limit: Self.mostUnpacked),
                    let plain = PDFPredictor.undone(unpacked, by: own)
                else { return nil }
                bytes = Data(plain)
            case "RunLengthDecode", "RL":
                guard let plain = OldFilters.runLength(bytes, limit: Self.mostUnpacked) else { return nil }
                bytes = Data(plain)
            case "ASCII85Decode", "A85":
                guard bytes.count <= Self.mostUnpacked, let plain = ASCII85.decoded(bytes) else { return nil }
                bytes = Data(plain)
            default: return nil
            }
        }
        return bytes.count <= Self.mostUnpacked ? Array(bytes) : nil
    }

    /// A stream's bytes, decrypted but as packed as the file has them.
    func packedBytes(of range: Range<Int>) -> Data {
        let bytes = data[data.startIndex + range.lowerBound..<data.startIndex + range.upperBound]
        guard let encryption, let owner = owners[range.lowerBound] else { return bytes }
        return Data(encryption.decrypted(bytes, ofObject: owner.number, generation: owner.generation) ?? [])
    }

    func filters(of entries: [String: PDFValue]) -> [String] {
        let value = resolved(entries["Filter"])
        return value.array?.compactMap { resolved($0).name } ?? value.name.map { [$0] } ?? []
    }

    private func object(_ number: Int) -> PDFValue? {
        if let value = known[number] { return value }
        guard let value = read(number) else { return nil }
        if known.count >= Self.mostKnown { known = [:] }
        known[number] = value
        return value
    }

    private func read(_ number: Int) -> PDFValue? {
        switch references.places[number] {
        case .offset(let offset):
            guard nesting < 8 else { return nil }
            if let found = object(at: offset), found.number == number { return found.value }
            guard !isRebuilt, nesting == 0 else { return nil }
            rebuild()
            return read(number)
        case .packed(let stream, let index):
            let values = unpackedObjects(of: stream)
            return values.indices.contains(index) ? values[index] : nil
        case nil: return nil
        }
    }

    /// The object that stands at that place, with its number; nil where none does.
    func object(at offset: Int) -> (number: Int, value: PDFValue)? {
        guard nesting < 8, offset >= 0, offset < data.count else { return nil }
        nesting += 1
        defer { nesting -= 1 }
        var lexer = PDFLexer(data, at: offset)
        guard let number = lexer.value()?.integer, let generation = lexer.value()?.integer, lexer.skip("obj"),
            let value = lexer.value()
        else { return nil }
        guard case .dictionary(let entries) = value, lexer.skip("stream") else { return (number, value) }
        let bytes = ByteReader(data)
        let start = lexer.position + (bytes.u8(lexer.position) == 13 && bytes.u8(lexer.position + 1) == 10 ? 2 : 1)
        guard let length = length(of: entries, from: start), length >= 0, length <= data.count - start else {
            return nil
        }
        if encryption != nil, !isPlain(entries) { owners[start] = (number, generation) }
        return (number, .stream(entries, range: start..<start + length))
    }

    /// Streams that are never encrypted, or in a way of their own (ISO 32000-1, 7.5.8.2 and 7.4.10).
    private func isPlain(_ entries: [String: PDFValue]) -> Bool {
        entries["Type"]?.name == "XRef" || filters(of: entries).contains("Crypt")
    }

    /// What the dictionary says, or where that is no number, up to the stream's end.
    private func length(of entries: [String: PDFValue], from start: Int) -> Int? {
        if let stated = resolved(entries["Length"]).integer, stated >= 0, stated <= data.count - start { return stated }
        return data.firstPlace(of: Array("endstream".utf8), in: start..<data.count).map { $0 - start }
    }

    /// ISO 32000-1, 7.5.7.
    private func unpackedObjects(of number: Int) -> [PDFValue] {
        if let values = packed[number] { return values }
        guard case .offset(let offset) = references.places[number], let stream = object(at: offset)?.value,
            let (content, first, places) = packedPlaces(in: stream)
        else { return [] }
        let values = places.map { place -> PDFValue in
            guard first >= 0, place.offset >= 0, place.offset < content.count else { return .null }
            var lexer = PDFLexer(content, at: first + place.offset)
            return lexer.value() ?? .null
        }
        if packedBytes + content.count > Self.mostPackedBytes { (packed, packedBytes) = ([:], 0) }
        packed[number] = values
        packedBytes += content.count
        return values
    }

    /// An object stream's content, where its objects begin in it, and the number and place of each from there.
    func packedPlaces(in stream: PDFValue) -> (content: Data, first: Int, places: [(number: Int, offset: Int)])? {
        guard let entries = stream.dictionary, let count = entries["N"]?.integer, let first = entries["First"]?.integer,
            let bytes = bytes(of: stream), (0...bytes.count).contains(count)
        else { return nil }
        let content = Data(bytes)
        var lexer = PDFLexer(content)
        let places = (0..<count).map { _ in
            (number: lexer.value()?.integer ?? -1, offset: lexer.value()?.integer ?? content.count)
        }
        return (content, first, places)
    }
}
