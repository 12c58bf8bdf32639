import Foundation
import JapaneseText
import Paperwork
import Registers
import Testing

/// What other systems and spreadsheets leave in CSV files.
@Suite("A CSV register with dirt in it")
struct DirtyCSVTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func open(
        _ text: String, encoding: String? = nil, bytes: [UInt8]? = nil, columns: [String: String] = [:]
    ) throws -> Register {
        let url = try folder.write(bytes ?? Array(text.utf8))
        return try Register.open(
            RegisterDefinition(name: "r", source: .csv(url, encoding: encoding), key: "id", columns: columns))
    }

    private func refusal(
        _ text: String, encoding: String? = nil, bytes: [UInt8]? = nil, columns: [String: String] = [:]
    )
        -> String?
    {
        do {
            _ = try open(text, encoding: encoding, bytes: bytes, columns: columns)
            return nil
        } catch {
            return (error as? Trouble)?.text(in: .en)
        }
    }

    @Test("passes over rows of nothing but separators and blanks")
    func skipsBlankRows() throws {
        let register = try open("id,name\n1,甲\n,,,,\n2,乙\n ,\u{3000}\n,\n")
        #expect(register.count == 2)
        #expect(register.record(key: "2")?["name"] == "乙")
        #expect(refusal("id,name\n1,甲\n,,\n,乙\n")?.contains("Line 4") == true)
    }

    @Test("ignores the end mark of DOS", arguments: ["\u{1A}", "\u{1A}\0\0\0", "\r\n\u{1A}", "\u{1A}\u{1A}"])
    func ignoresEndMark(end: String) throws {
        for encoding in ["UTF-8", "CP932"] {
            let bytes = encoding == "CP932" ? CP932.encode("id,name\r\n1,甲" + end).bytes : nil
            let register = try open("id,name\r\n1,甲" + end, encoding: encoding, bytes: bytes)
            #expect(register.count == 1)
            #expect(register.record(key: "1")?["name"] == "甲")
        }
    }

    @Test("fills in the cells that a row lacks at its end, and says so")
    func fillsShortRows() throws {
        let register = try open("id,name,phone\n1,甲\n2,乙,3\n3,丙,4,,\n")
        #expect(register.record(key: "1") == ["id": "1", "name": "甲", "phone": ""])
        #expect(register.record(key: "3")?["phone"] == "4")
        let finding = try #require(register.findings().first)
        #expect((finding.kind, finding.count, finding.total, finding.line) == (.shortRows, 1, 3, 2))
    }

    @Test("takes no footer for a record, and no row with too many cells")
    func refusesRagged() {
        #expect(refusal("id,name,phone\n1,甲,2\n以上\n")?.contains("Line 3 of residents.csv") == true)
        #expect(refusal("id,name\n1,甲,乙\n")?.contains("has 3 cells") == true)
    }

    @Test("with a title above its heading says where the heading is")
    func findsHeading() throws {
        let text = "住民台帳\n令和8年4月1日現在\n\n宛名番号,氏名\n1,甲\n"
        let trouble = try #require(refusal(text, columns: ["id": "宛名番号"]))
        #expect(trouble.contains("Line 1 of residents.csv of register 'r' has 1 cell; the heading seems to be line 4."))
        #expect(refusal("住民台帳\n1,甲\n", columns: ["id": "宛名番号"])?.contains("no column '宛名番号'") == true)
    }

    @Test(
        "says with sep= how its cells are parted, or shows it",
        arguments: [
            "sep=;\nid;name\n1;甲,乙\n", "\"sep=;\"\r\nid;name\r\n1;甲,乙\r\n", "id;name\n1;\"甲,乙\"\n",
            "sep=\t\nid\tname\n1\t甲,乙\n",
        ])
    func readsSeparators(text: String) throws {
        let register = try open(text)
        #expect(register.columns == ["id", "name"])
        #expect(register.record(key: "1")?["name"] == "甲,乙")
    }

    @Test("gives two names to one column where two are declared")
    func namesColumnTwice() throws {
        let register = try open("番号,氏名\n1,甲\n", columns: ["id": "番号", "name": "氏名", "owner": "氏名"])
        #expect(register.record(key: "1") == ["id": "1", "name": "甲", "owner": "甲"])
    }

    @Test("declared in another encoding than it has is refused with the one that fits")
    func namesEncoding() throws {
        let text = "id,name\n1,髙橋　太郎\n"
        let cp932 = CP932.encode(text).bytes
        let utf16: [UInt8] =
            [0xFF, 0xFE] + text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(refusal(text, encoding: "CP932")?.contains("The file is written in UTF-8.") == true)
        #expect(refusal("", encoding: "UTF-8", bytes: cp932)?.contains("Line 2") == true)
        #expect(refusal("", encoding: "UTF-8", bytes: cp932)?.contains("The file is written in CP932.") == true)
        #expect(refusal("", encoding: "UTF-8", bytes: cp932)?.contains("Write encoding: CP932") == true)
        #expect(refusal("", encoding: "CP932", bytes: utf16)?.contains("UTF-16LE") == true)
        #expect(refusal("id\u{1B}$B;a\u{1B}(B\n1\n")?.contains("ISO-2022-JP") == true)
        let euc: [UInt8] = Array("id,".utf8) + [0xA5, 0xD5, 0xA5, 0xEA, 0x0A]
        for encoding in ["CP932", "UTF-8", nil] as [String?] {
            #expect(refusal("", encoding: encoding, bytes: euc)?.contains("EUC-JP") == true)
        }
    }

    @Test(
        "has keys without a spreadsheet's signs, NULs and blanks around them",
        arguments: [
            "=\"0012\"", "\"=\"\"0012\"\"\"", "'0012", "'0012'", "0012\0\0", " 0012 ", "\u{3000}0012", "\u{FEFF}0012",
        ])
    func unwrapsKeys(cell: String) throws {
        let register = try open("id,name\n\(cell),甲\n")
        #expect(register.record(key: "0012")?["name"] == "甲")
        #expect(register.record(key: "0012")?["id"] == "0012")
    }

    @Test("tells what was unwrapped, and leaves an apostrophe that belongs to a text")
    func unwrapsCells() throws {
        let register = try open("id,name,phone\n=\"1\",'t Hooft,'0992\n2,'甲',=\"099\"\n")
        #expect(register.record(key: "1") == ["id": "1", "name": "'t Hooft", "phone": "0992"])
        #expect(register.record(key: "2") == ["id": "2", "name": "'甲'", "phone": "099"])
        let findings = register.findings()
        #expect(findings.map(\.column) == ["id", "phone"])
        #expect(findings.map(\.count) == [1, 2])
        #expect(findings.first?.message.text(in: .en).contains("=\"1\" (line 2)") == true)
    }

    @Test(
        "keeps records whose key is damaged, and gives none of them by it",
        arguments: [
            "1.00E+07", "1E+07", "12\u{7}34", "10\0001", "12\u{202E}34", "1\u{FFFD}",
        ])
    func keepsDamagedKeys(key: String) throws {
        let register = try open("id,name\n1,甲\n\(key),乙\n\(key),丙\n")
        #expect(register.count == 3)
        #expect(register.record(key: key) == nil)
        #expect(register.record(key: "1") != nil)
        let finding = try #require(register.findings().first)
        #expect((finding.kind, finding.count, finding.total, finding.line) == (.damagedKeys, 2, 3, 3))
    }

    @Test("takes codes that only look like short forms for keys", arguments: ["1E10", "12E+5", "E+5", "1.0.0", "A-1E"])
    func keepsCodes(key: String) throws {
        #expect(try open("id,name\n\(key),甲\n").record(key: key) != nil)
    }

    @Test("counts private letters, lost ones, control characters and shortened numbers, with an example each")
    func findsLetters() throws {
        let register = try open("id,name,phone\n1,甲\u{E000},9.92E+08\n2,乙\u{FFFD},099\n3,丙\u{1B},１２３－￥\n4,丁,x\n")
        #expect(
            register.findings().map { $0.message.text(in: .en) } == [
                "column name of r: 1 of 4 values have private letters (外字), e.g. U+E000 (line 2)",
                "column name of r: 1 of 4 values have letters that were lost, e.g. U+FFFD (line 3)",
                "column name of r: 1 of 4 values have control characters, e.g. U+001B (line 4)",
                "column phone of r: 1 of 4 values are shortened numbers that have lost digits, e.g. 9.92E+08 (line 2)",
            ])
    }
}
