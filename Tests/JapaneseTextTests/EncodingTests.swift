import JapaneseText
import Testing

@Suite struct CP932Tests {
    @Test(
        arguments: [
            ("髙", [0xFB, 0xFC]), ("﨑", [0xFA, 0xB1]), ("①", [0x87, 0x40]), ("㈱", [0x87, 0x8A]), ("ｱ", [0xB1]),
            ("～", [0x81, 0x60]), ("〜", [0x81, 0x60]), ("－", [0x81, 0x7C]), ("−", [0x81, 0x7C]), ("∥", [0x81, 0x61]),
            ("‖", [0x81, 0x61]), ("￠", [0x81, 0x91]), ("¢", [0x81, 0x91]), ("￡", [0x81, 0x92]), ("£", [0x81, 0x92]),
            ("￢", [0x81, 0xCA]), ("¬", [0x81, 0xCA]), ("Ⅰ", [0x87, 0x54]), ("ⅰ", [0xFA, 0x40]), ("≒", [0x81, 0xE0]),
            ("∵", [0x81, 0xE6]), ("¥", [0x81, 0x8F]), ("‾", [0x81, 0x50]), ("\\", [0x5C]), ("~", [0x7E]),
            ("\u{304B}\u{3099}", [0x82, 0xAA]), ("\u{E000}", [0xF0, 0x40]),
            ("\u{E757}", [0xF9, 0xFC]),
        ] as [(String, [UInt8])])
    func encodesAsWindowsDoes(text: String, bytes: [UInt8]) {
        #expect(CP932.encode(text).bytes == bytes)
        #expect(CP932.encode(text).lacking.isEmpty)
    }

    @Test func readsBackEveryCodeThatItWrites() throws {
        for lead in Array(UInt8(0x81)...0x9F) + Array(0xE0...0xFC) {
            for trail in UInt8(0x40)...0xFC {
                guard let text = try? CP932.decode([lead, trail]) else { continue }
                let encoded = CP932.encode(text)
                #expect(encoded.lacking.isEmpty)
                #expect(try CP932.decode(encoded.bytes) == text)
            }
        }
    }

    @Test func writesNoLetterThatIsReadBackAsAnother() throws {
        for value in UInt32(0)...0x2FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let encoded = CP932.encode(String(Character(scalar)))
            guard encoded.lacking.isEmpty else { continue }
            let expected = CP932.sameSigns[scalar] ?? scalar
            #expect(try Array(CP932.decode(encoded.bytes).unicodeScalars) == [expected], "\(scalar)")
        }
    }

    @Test(arguments: ["¡", "©", "«", "®", "²", "µ", "À", "é", "ß", "\u{A0}", "\u{80}", "€", "™", "ﬁ"])
    func takesNoLetterForTheOneThatItLooksLike(text: String) {
        #expect(CP932.encode(text).lacking.map(\.character) == [Character(text)])
    }

    @Test func listsWhatItLacksAndWritesGeta() throws {
        let encoded = CP932.encode("𠮷田😀葛\u{E0100}")
        #expect(encoded.lacking.map(\.position) == [0, 2, 3])
        #expect(encoded.lacking.map(\.character) == ["𠮷", "😀", "葛\u{E0100}"])
        #expect(try CP932.decode(encoded.bytes) == "〓田〓〓")
    }

    @Test(
        arguments: [
            ([0x41, 0x81], 1), ([0x81, 0x20], 0), ([0x41, 0xFF], 1), ([0x80], 0), ([0xEF, 0x40], 0), ([0x88, 0x40], 0),
        ] as [([UInt8], Int)])
    func readsStrictly(bytes: [UInt8], offset: Int) {
        let malformed = #expect(throws: CP932.Malformed.self) { try CP932.decode(bytes) }
        #expect(malformed?.offset == offset)
    }
}

@Suite struct TextEncodingTests {
    private static let text = "番号,氏名\r\n1,髙﨑\r\n"

    @Test func tellsEncodingsApart() throws {
        let text = Self.text
        let utf8 = Array(text.utf8)
        let utf16 = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(TextEncoding.detect(utf8) == .utf8)
        #expect(TextEncoding.detect([0xEF, 0xBB, 0xBF] + utf8) == .utf8WithMark)
        #expect(TextEncoding.detect(CP932.encode(text).bytes) == .cp932)
        #expect(TextEncoding.detect(utf16) == .utf16LittleEndian)
        #expect(TextEncoding.detect([0xFF, 0xFE] + utf16) == .utf16LittleEndian)
        #expect(TextEncoding.detect([UInt8]()) == .utf8)
        #expect(TextEncoding.detect([0xFF, 0x41, 0x80] as [UInt8]) == nil)
    }

    @Test(arguments: TextEncoding.allCases) func decodesWhatItDetects(encoding: TextEncoding) throws {
        let utf16 = Array(Self.text.utf16)
        let bytes: [UInt8] =
            switch encoding {
            case .utf8: Array(Self.text.utf8)
            case .utf8WithMark: [0xEF, 0xBB, 0xBF] + Array(Self.text.utf8)
            case .cp932: CP932.encode(Self.text).bytes
            case .utf16LittleEndian: [0xFF, 0xFE] + utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            case .utf16BigEndian: [0xFE, 0xFF] + utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            }
        #expect(TextEncoding.detect(bytes) == encoding)
        #expect(encoding.decode(bytes) == Self.text)
    }

    private static let euc: [UInt8] = Array("no,".utf8) + [0xA5, 0xD5, 0xA5, 0xEA, 0x2C, 0xBB, 0xE1, 0xCC, 0xBE, 0x0A]
    private static let jis: [UInt8] = [0x1B, 0x24, 0x42, 0x3B, 0x61, 0x1B, 0x28, 0x42, 0x0A]

    @Test func namesEncodingsThatItDoesNotRead() {
        #expect(WrittenEncoding.find(Self.euc) == .eucJP)
        #expect(WrittenEncoding.find(Self.jis) == .iso2022JP)
        #expect(WrittenEncoding.find(CP932.encode("ﾔﾏﾀﾞ ﾀﾛｳ,1").bytes) == .readable(.cp932))
        #expect(WrittenEncoding.find([0xFF, 0x41, 0x80] as [UInt8]) == nil)
    }

    @Test func seesThatADeclaredEncodingIsNotTheOne() {
        let utf8 = Array(Self.text.utf8)
        let cp932 = CP932.encode(Self.text).bytes
        #expect(WrittenEncoding.contradiction(to: .cp932, in: utf8) == .readable(.utf8))
        #expect(WrittenEncoding.contradiction(to: .cp932, in: [0xEF, 0xBB, 0xBF] + utf8) == .readable(.utf8WithMark))
        #expect(WrittenEncoding.contradiction(to: .utf8, in: cp932) == .readable(.cp932))
        #expect(WrittenEncoding.contradiction(to: .cp932, in: Self.euc) == .eucJP)
        #expect(WrittenEncoding.contradiction(to: .cp932, in: cp932) == nil)
        #expect(WrittenEncoding.contradiction(to: .utf8, in: [0xEF, 0xBB, 0xBF] + utf8) == nil)
        #expect(WrittenEncoding.contradiction(to: .cp932, in: Array("id,name\n".utf8)) == nil)
    }

    /// あい in UTF-8 is six bytes that CP932 reads as three other kanji.
    @Test func isNotTakenInByUTF8ThatReadsAsCP932() throws {
        let bytes = Array("あい".utf8)
        #expect((try? CP932.decode(bytes)) != nil)
        #expect(WrittenEncoding.contradiction(to: .cp932, in: bytes) == .readable(.utf8))
    }

    @Test(arguments: [("Shift_JIS", TextEncoding.cp932), ("utf-8", .utf8), ("CP932", .cp932), ("MS932", .cp932)])
    func knowsNames(name: String, expected: TextEncoding) {
        #expect(TextEncoding(named: name) == expected)
        #expect(TextEncoding(named: "EUC-JP") == nil)
    }
}
