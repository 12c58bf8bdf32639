internal import Foundation
internal import JapaneseText
internal import Synchronization

/// The characters that the line network knows, as its model's file names them.
struct LineDictionary: Sendable {
    /// The network's class 0 is "nothing here" (the blank of connectionist temporal classification, Graves et al. 2006);
    /// class `n` is character `n − 1`; behind the last one stands the space.
    let characters: [Character]
    /// The same in one width; nil for what is no single character then.
    let narrowed: [Character?]

    var classes: Int { characters.count + 2 }
    var space: Int { characters.count + 1 }

    /// The dictionary of the model in that file, read once in a process; nil where it has none.
    static func read(_ file: String) -> LineDictionary? {
        known.withLock { known in
            if let dictionary = known[file] { return dictionary }
            let dictionary = LineDictionary(onnx: file)
            known[file] = dictionary
            return dictionary
        }
    }

    private static let known = Mutex<[String: LineDictionary?]>([:])

    /// The entry `character` of an ONNX file's metadata, one character a line; nil where there is none.
    ///
    /// An ONNX file is a protobuf message `ModelProto`; its field 14, `metadata_props`, holds pairs of a key (1) and a
    /// value (2): onnx.proto3 of the ONNX project.
    private init?(onnx file: String) {
        guard let data = try? Data(contentsOf: URL(filePath: file), options: .alwaysMapped) else { return nil }
        let found = ProtobufFields(data[...]).lazy.filter { $0.number == 14 }
            .compactMap { entry -> Substring? in
                let fields = Array(ProtobufFields(entry.bytes))
                guard fields.first(where: { $0.number == 1 })?.text == "character" else { return nil }
                return fields.first { $0.number == 2 }?.text.map { $0[...] }
            }
            .first
        guard let found else { return nil }
        let lines = found.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 100, lines.allSatisfy({ $0.count == 1 }) else { return nil }
        characters = lines.compactMap(\.first)
        narrowed = characters.map(Self.narrow)
    }

    /// Half-width sound marks stay by themselves, to be joined with the kana before them; what looks like a dash is one.
    private static func narrow(_ character: Character) -> Character? {
        if dashes.contains(character) { return "-" }
        let narrow = Width.narrow(String(character))
        return narrow.count == 1 ? narrow.first : nil
    }

    private static let dashes: Set<Character> = ["-", "－", "−", "–", "—", "―", "‐", "─"]
}

/// The length-delimited fields of a protobuf message, one after the other; ends where the message is broken.
private struct ProtobufFields: Sequence, IteratorProtocol {
    struct Field {
        let number: UInt64
        let bytes: Data.SubSequence

        var text: String? { String(data: bytes, encoding: .utf8) }
    }

    private var rest: Data.SubSequence

    init(_ bytes: Data.SubSequence) { rest = bytes }

    mutating func next() -> Field? {
        while let key = number() {
            switch key & 7 {
            case 0: guard number() != nil else { return nil }
            case 1: rest = rest.dropFirst(8)
            case 5: rest = rest.dropFirst(4)
            case 2:
                guard let length = number(), length <= UInt64(rest.count) else { return nil }
                defer { rest = rest.dropFirst(Int(length)) }
                return Field(number: key >> 3, bytes: rest.prefix(Int(length)))
            default: return nil
            }
        }
        return nil
    }

    private mutating func number() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), through: 63, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
