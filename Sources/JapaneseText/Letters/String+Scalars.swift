/// Text as its scalars, for work on many texts: comparing and hashing characters takes many times as long.
typealias ScalarText = ArraySlice<Unicode.Scalar>

extension String {
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scalars.underestimatedCount * 3)
        for scalar in scalars {
            if scalar.isASCII {
                bytes.append(UInt8(scalar.value))
            } else {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        self.init(decoding: bytes, as: UTF8.self)
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { (0x30...0x39).contains(value) }

    /// A blank or line end, once `Width.narrow` has brought wide and thin blanks to U+0020.
    var isBlank: Bool {
        value == 0x20 || (0x09...0x0D).contains(value) || value == 0x85 || value == 0x2028 || value == 0x2029
    }

    /// A kanji, or 々, 〆 or 〇, which stand for one.
    var isKanji: Bool {
        switch value {
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF, 0x3005...0x3007: true
        default: false
        }
    }
}

/// Names by their first scalar, to find the one that a text begins with.
struct NameTable: Sendable {
    private let names: [Unicode.Scalar: [[Unicode.Scalar]]]

    init(_ names: some Sequence<String>) {
        let longestFirst = names.map { Array($0.unicodeScalars) }.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
        self.names = Dictionary(grouping: longestFirst) { $0[0] }
    }

    /// The length of the longest name that `text` begins with; nil where it begins with none.
    func length(in text: ScalarText) -> Int? {
        text.first.flatMap { names[$0] }?.first { text.starts(with: $0) }?.count
    }
}
