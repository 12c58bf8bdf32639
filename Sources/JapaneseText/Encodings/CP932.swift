/// Microsoft's code page 932 (Windows-31J): Shift_JIS with NEC's and IBM's extensions (髙 﨑 ① ㈱).
package enum CP932 {
    /// What a text became, and which of its characters the code page lacks.
    package struct Encoded: Sendable, Hashable {
        package var bytes: [UInt8]
        /// In order; each was written as 〓.
        package var lacking: [Lack]
    }

    /// A character that the code page lacks.
    package struct Lack: Sendable, Hashable {
        package var character: Character
        /// From 0, in characters of the text.
        package var position: Int
    }

    /// Bytes that are not CP932.
    package struct Malformed: Error, Sendable, Hashable {
        /// From 0, of the first byte that can't be read.
        package var offset: Int
    }

    /// Writes `text`, with 〓 for each character that the code page lacks.
    ///
    /// The characters that other systems use for the same signs are written too (``sameSigns``): 〜 as ～, − as －, ‖ as
    /// ∥, ¢£¥¬ as ￠￡￥￢, ‾ as ￣, — as ―. Nothing else is: where Windows picks a letter that is only like the one
    /// written, as the backslash's byte 5C for ¥, the character counts as lacking. Compositions (か and a combining ゛) are
    /// joined; variation selectors after a character are listed as lacking, because the glyph that they ask for is lost.
    package static func encode(_ text: String) -> Encoded {
        var encoded = Encoded(bytes: [], lacking: [])
        encoded.bytes.reserveCapacity(text.utf8.count)
        for (position, character) in text.enumerated() {
            if let bytes = bytes(of: character) {
                encoded.bytes += bytes
            } else {
                encoded.bytes += geta
                encoded.lacking.append(Lack(character: character, position: position))
            }
        }
        return encoded
    }

    /// Reads bytes strictly: one that can't be CP932 is an error, never a replacement character.
    package static func decode(_ bytes: some Sequence<UInt8>) throws(Malformed) -> String {
        try decode(array: Array(bytes))
    }

    private static func decode(array bytes: [UInt8]) throws(Malformed) -> String {
        let table = CP932Table.shared
        var scalars = String.UnicodeScalarView()
        scalars.reserveCapacity(bytes.count * 3 / 2)
        var lead: UInt8?
        var offset = 0
        for byte in bytes {
            if let first = lead {
                guard let scalar = table.scalar(lead: first, trail: byte) else {
                    throw Malformed(offset: offset - 1)
                }
                scalars.append(scalar)
                lead = nil
            } else if byte < 0x80 {
                scalars.append(Unicode.Scalar(byte))
            } else if let kana = halfWidthKana(byte) {
                scalars.append(kana)
            } else if CP932Table.isLead(byte) {
                lead = byte
            } else {
                throw Malformed(offset: offset)
            }
            offset += 1
        }
        if lead != nil { throw Malformed(offset: offset - 1) }
        return String(scalars)
    }

    /// 〓, which printers put where a type is missing.
    private static let geta: [UInt8] = [0x81, 0xAC]

    private static func bytes(of character: Character) -> [UInt8]? {
        let scalars = SoundMarks.compose(Array(character.unicodeScalars))
        var bytes: [UInt8] = []
        for scalar in scalars {
            guard let own = self.bytes(of: scalar) else { return nil }
            bytes += own
        }
        return bytes
    }

    private static func bytes(of scalar: Unicode.Scalar) -> [UInt8]? {
        if scalar.isASCII { return [UInt8(scalar.value)] }
        if (0xFF61...0xFF9F).contains(scalar.value) { return [UInt8(scalar.value - 0xFF61 + 0xA1)] }
        guard let code = CP932Table.shared.code(of: sameSigns[scalar] ?? scalar) else { return nil }
        return [UInt8(code >> 8), UInt8(code & 0xFF)]
    }

    private static func halfWidthKana(_ byte: UInt8) -> Unicode.Scalar? {
        (0xA1...0xDF).contains(byte) ? Unicode.Scalar(0xFF61 + UInt32(byte - 0xA1)) : nil
    }

    /// Characters that the code page lacks, with the one that stands for the same sign in it. The yen sign and the
    /// overline go to the full-width ones: the bytes 5C and 7E, where JIS X 0201 has them, are read back as \ and ~.
    package static let sameSigns: [Unicode.Scalar: Unicode.Scalar] = [
        "〜": "～", "−": "－", "‖": "∥", "¢": "￠", "£": "￡", "¥": "￥", "¬": "￢", "‾": "￣", "—": "―", "¦": "￤",
    ]
}
