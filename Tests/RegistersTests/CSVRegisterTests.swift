import Foundation
import JapaneseText
import Paperwork
import Registers
import Testing

@Suite("A register in a CSV file")
struct CSVRegisterTests {
    private let folder: TemporaryFolder
    static let names = ["id": "宛名番号", "name": "氏名"]

    init() throws { folder = try TemporaryFolder() }

    private func open(
        _ bytes: [UInt8], encoding: String? = nil, key: String = "id", columns: [String: String] = names
    ) throws -> Register {
        let url = try folder.write(bytes)
        return try Register.open(
            RegisterDefinition(
                name: "residents", source: .csv(url, encoding: encoding), key: key, columns: columns))
    }

    private func refusal(_ text: String, key: String = "id", columns: [String: String] = names) -> Trouble? {
        do {
            _ = try open(Array(text.utf8), key: key, columns: columns)
            return nil
        } catch {
            return error as? Trouble
        }
    }

    static let sample = "宛名番号,氏名,備考\r\n17,髙橋　甲,①\r\n18,乙野 﨑子,\r\n"

    static let encoded: [(String, [UInt8])] = [
        ("UTF-8", Array(sample.utf8)),
        ("UTF-8 with mark", [0xEF, 0xBB, 0xBF] + Array(sample.utf8)),
        ("CP932", CP932.encode(sample).bytes),
        ("UTF-16LE", [0xFF, 0xFE] + sample.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
        ("UTF-16BE", [0xFE, 0xFF] + sample.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
    ]

    @Test("is read in the encoding that its bytes show", arguments: encoded)
    func findsEncoding(name: String, bytes: [UInt8]) throws {
        let register = try open(bytes)
        #expect(register.count == 2)
        #expect(register.columns == ["id", "name", "備考"])
        #expect(register.record(key: "17") == ["id": "17", "name": "髙橋　甲", "備考": "①"])
        #expect(register.record(key: "18")?["name"] == "乙野 﨑子")
        #expect(register.record(key: "19") == nil)
    }

    @Test(
        "is read in the encoding that is named, by any of its names", arguments: ["CP932", "Shift_JIS", "Windows-31J"])
    func takesNamedEncoding(name: String) throws {
        #expect(try open(CP932.encode(Self.sample).bytes, encoding: name).count == 2)
    }

    @Test("is found to be CP932 though its first megabyte is plain ASCII")
    func findsEncodingLate() throws {
        let ascii = (0..<60_000).map { "\($0),resident no. \($0)\n" }.joined()
        let register = try open(Array("id,name\n\(ascii)".utf8) + CP932.encode("x,髙山\n").bytes, columns: [:])
        #expect(register.count == 60_001)
        #expect(register.record(key: "x")?["name"] == "髙山")
        #expect(register.record(key: "59999")?["name"] == "resident no. 59999")
    }

    @Test("may hold quotes, commas, line ends and blank lines in any usual notation", arguments: ["\n", "\r\n", "\r"])
    func readsQuotes(end: String) throws {
        let lines = [
            "id,name,note", "1,\"甲,乙\",\"二行\(end)目\"", "", "2,\"彼は\"\"丙\"\"\",", "3,丁\"戊,\"\"", "4,己,\"庚\"",
        ]
        let register = try open(Array(lines.joined(separator: end).utf8), columns: [:])
        #expect(register.count == 4)
        #expect(register.record(key: "1")?["name"] == "甲,乙")
        #expect(register.record(key: "1")?["note"] == "二行\(end)目")
        #expect(register.record(key: "2")?["name"] == "彼は\"丙\"")
        #expect(register.record(key: "3") == ["id": "3", "name": "丁\"戊", "note": ""])
        #expect(register.record(key: "4")?["note"] == "庚")
    }

    @Test("may be parted by tabs, and have columns without a name")
    func readsTabs() throws {
        let register = try open(Array("id\tname\t\n1\t甲, 乙\tx\n".utf8), columns: [:])
        #expect(register.columns == ["id", "name"])
        #expect(register.record(key: "1") == ["id": "1", "name": "甲, 乙"])
    }

    @Test("may name its key column by the source's name")
    func findsKeyBySourceName() throws {
        #expect(try open(Array(Self.sample.utf8), key: "宛名番号").record(key: "18") != nil)
    }

    static let broken: [(String, String, [String])] = [
        ("an empty file", "", ["空です"]),
        ("a ragged row", "宛名番号,氏名\n1,甲\n\n2,乙,丙\n", ["4行目", "3列", "2列"]),
        ("an open quote", "宛名番号,氏名\n1,甲\n2,\"乙\n3,丙\n", ["3行目", "閉じて"]),
        ("a record without a key", "宛名番号,氏名\n1,甲\n,乙\n", ["3行目", "キー"]),
        ("repeated keys", "宛名番号,氏名\n1,甲\n2,乙\n1,丙\n", ["1（2、4行目）"]),
        ("a repeated column", "宛名番号,氏名,氏名\n1,甲,乙\n", ["「name」が2つ"]),
        ("a missing declared column", "宛名番号,氏 名\n1,甲\n", ["「氏名」", "「氏 名」のことですか", "宛名番号、氏 名"]),
    ]

    @Test("that is broken is refused with the place and what to do", arguments: broken)
    func refusesBroken(what: String, text: String, words: [String]) throws {
        let trouble = try #require(refusal(text))
        for word in words { #expect(trouble.text(in: .ja).contains(word), "\(trouble.text(in: .ja))") }
        #expect(trouble.remedy != nil)
    }

    @Test("without its key column is refused with the columns that exist")
    func refusesMissingKey() throws {
        let trouble = try #require(refusal("resident_id,name\n1,甲\n", key: "residentid", columns: [:]))
        #expect(trouble.text(in: .en).contains("no key column 'residentid' (did you mean 'resident_id'?)"))
        #expect(trouble.text(in: .en).contains("resident_id, name"))
    }

    @Test("that is not there or not readable text is refused")
    func refusesUnreadable() throws {
        let missing = RegisterDefinition(
            name: "r", source: .csv(folder.url.appending(path: "none.csv"), encoding: nil), key: "id")
        #expect(throws: Trouble.self) { try Register.open(missing) }
        #expect(throws: Trouble.self) { try open(Array("id,name\n1,".utf8) + [0x81, 0xFF, 0xFF, 0xA0, 0xFD]) }
        #expect(throws: Trouble.self) { try open(Array(Self.sample.utf8), encoding: "EBCDIC") }
        do {
            _ = try open(CP932.encode("宛名番号,氏名\n1,甲\n").bytes + [0x32, 0x2C, 0xFF, 0x0A], encoding: "CP932")
            Issue.record("Bytes that are not CP932 were read")
        } catch let trouble as Trouble {
            #expect(trouble.text(in: .en).contains("Line 3"))
        }
    }

    @Test("with a heading and no records is a register of nobody")
    func readsHeadingOnly() throws {
        let register = try open(Array("id,name\n".utf8), columns: [:])
        #expect(register.count == 0)
        let query = RegisterQuery(
            column: "name", type: "name", candidates: [Candidate(text: "甲", value: .text("甲"), score: 1)])
        #expect(register.reconcile([query]).outcome == .notFound)
    }
}
