import Delivery
import Foundation
import JapaneseText
import Paperwork
import Testing

@Suite struct CSVFileTests {
    let folder: OutputFolder

    init() throws { folder = try OutputFolder() }

    private func text(of cell: String) throws -> String {
        let file = folder.file("cell.csv")
        try CSVFile.write(rows: [[cell, "次"]], header: ["値", "次"], encoding: .utf8, unencodable: .fail, to: file)
        let lines = try String(contentsOf: file, encoding: .utf8)
        return String(lines.dropFirst("値,次\r\n".count).dropLast(",次\r\n".count))
    }

    @Test(arguments: [
        ("山田太郎", "山田太郎"), ("", ""), ("a,b", "\"a,b\""), ("彼は\"はい\"と", "\"彼は\"\"はい\"\"と\""),
        ("一行目\n二行目", "\"一行目\n二行目\""), ("一\r\n二", "\"一\r\n二\""), (" 前後 ", "\" 前後 \""), ("0012", "0012"),
        ("1,234", "\"1,234\""),
    ])
    func cellsAreQuotedWhereTheyMust(value: String, expected: String) throws {
        #expect(try text(of: value) == expected)
    }

    @Test(arguments: [
        ("=1+1", "\"'=1+1\""),
        ("=HYPERLINK(\"http://example.test\",\"x\")", "\"'=HYPERLINK(\"\"http://example.test\"\",\"\"x\"\")\""),
        ("+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\""), ("-2+3", "\"'-2+3\""), ("@SUM(A1)", "\"'@SUM(A1)\""),
        ("\t=1", "\"'\t=1\""), ("\r=1", "\"'\r=1\""), ("\n=1", "\"'\n=1\""), ("＝1+1", "\"'＝1+1\""),
        ("＠SUM(A1)", "\"'＠SUM(A1)\""), ("-", "\"'-\""), ("-1-1", "\"'-1-1\""), ("+1.2.3", "\"'+1.2.3\""),
    ])
    func formulasAreMadeHarmless(value: String, expected: String) throws {
        #expect(try text(of: value) == expected)
    }

    @Test(arguments: ["-5", "+5", "-1234.5", "-0", "0", "5", "+819912345678"])
    func numbersStayNumbers(value: String) throws {
        #expect(try text(of: value) == value)
    }

    @Test func theReportNamesWhatWasMadeHarmless() throws {
        let report = try CSVFile.write(
            rows: [["安全", "1"], ["=1", "-5"]], header: ["氏名", "額"], encoding: .utf8, unencodable: .fail,
            to: folder.file("a.csv"))
        #expect(report.rows == 2)
        #expect(report.defused == [CSVFile.Cell(row: 2, column: "氏名")])
    }

    @Test func codePage932KeepsTheExtensionsOfNECAndIBM() throws {
        try CSVFile.write(
            rows: [["髙﨑"]], header: ["氏名"], encoding: .cp932, unencodable: .fail, to: folder.file("a.csv"))
        let bytes = try Array(Data(contentsOf: folder.file("a.csv")))
        #expect(bytes == [0x8E, 0x81, 0x96, 0xBC, 0x0D, 0x0A, 0xFB, 0xFC, 0xFA, 0xB1, 0x0D, 0x0A])
    }

    @Test func theByteOrderMarkStandsOnceAtTheBeginning() throws {
        try CSVFile.write(
            rows: [["a"]], header: ["h"], encoding: .utf8BOM, unencodable: .fail, to: folder.file("a.csv"))
        #expect(try Array(Data(contentsOf: folder.file("a.csv"))) == [0xEF, 0xBB, 0xBF] + Array("h\r\na\r\n".utf8))
    }

    @Test func failListsEveryCharacterAndWritesNothing() throws {
        try Data("before".utf8).write(to: folder.file("a.csv"))
        let rows = [["𠮷田", "可"], ["山田", "😀"]]
        #expect(
            throws: CSVFailure.unencodable(
                [
                    .init(cell: .init(row: 1, column: "氏名"), character: "𠮷"),
                    .init(cell: .init(row: 2, column: "備考"), character: "😀"),
                ], .cp932)
        ) {
            try CSVFile.write(
                rows: rows, header: ["氏名", "備考"], encoding: .cp932, unencodable: .fail, to: folder.file("a.csv"))
        }
        #expect(folder.names == ["a.csv"])
        #expect(try String(contentsOf: folder.file("a.csv"), encoding: .utf8) == "before")
    }

    @Test func theFailureNamesRowColumnAndCodePoint() {
        let failure = CSVFailure.unencodable([.init(cell: .init(row: 1, column: "氏名"), character: "𠮷")], .cp932)
        #expect(
            failure.trouble.text(in: .en) == """
                not written: 1 character is not in CP932:
                  row 1, '氏名': 𠮷 (U+20BB7)
                  → write 〓 in their place with 'unencodable: geta', or choose 'encoding: UTF-8-BOM'
                """)
    }

    @Test func getaTakesThePlaceOfMissingCharacters() throws {
        let report = try CSVFile.write(
            rows: [["𠮷田"]], header: ["氏名"], encoding: .cp932, unencodable: .geta, to: folder.file("a.csv"))
        let bytes = try Array(Data(contentsOf: folder.file("a.csv")))
        #expect(bytes.suffix(6) == [0x81, 0xAC, 0x93, 0x63, 0x0D, 0x0A])
        #expect(report.misfits == [.init(cell: .init(row: 1, column: "氏名"), character: "𠮷")])
    }

    @Test(
        arguments: [ExportEncoding.utf8, .utf8BOM, .cp932],
        ["\0", "\u{1B}", "\u{7F}", "\u{85}", "\u{202E}", "\u{FEFF}"])
    func noControlCharacterIsExported(encoding: ExportEncoding, control: String) throws {
        let rows = [["10000001" + control, "甲\t乙\n丙"]]
        let report = try CSVFile.write(
            rows: rows, header: ["番号", "備考"], encoding: encoding, unencodable: .geta, to: folder.file("a.csv"))
        #expect(report.misfits == [.init(cell: .init(row: 1, column: "番号"), character: Character(control))])
        let bytes = try Array(Data(contentsOf: folder.file("a.csv")))
        let text = try encoding == .cp932 ? CP932.decode(bytes) : String(decoding: bytes, as: UTF8.self)
        #expect(text.hasSuffix("10000001〓,\"甲\t乙\n丙\"\r\n"))
        #expect(throws: CSVFailure.self) {
            try CSVFile.write(
                rows: rows, header: ["番号", "備考"], encoding: encoding, unencodable: .fail, to: folder.file("b.csv"))
        }
        #expect(folder.names == ["a.csv"])
    }

    @Test func aControlCharacterIsNamedByItsCodeAlone() {
        let misfit = CSVFile.Misfit(cell: .init(row: 1, column: "番号"), character: "\0")
        #expect(misfit.shown == "<U+0000>")
        #expect(
            CSVFailure.unencodable([misfit], .utf8).trouble.text(in: .en) == """
                not written: 1 control character can't be exported:
                  row 1, '番号': U+0000
                  → mend the values, or write 〓 in their place with 'unencodable: geta'
                """)
    }

    @Test func theYenSignStaysAYenSignInCodePage932() throws {
        try CSVFile.write(
            rows: [["¥"]], header: ["額"], encoding: .cp932, unencodable: .fail, to: folder.file("a.csv"))
        #expect(try Array(Data(contentsOf: folder.file("a.csv"))).dropFirst(4) == [0x81, 0x8F, 0x0D, 0x0A])
    }

    @Test func manyRowsArriveWhole() throws {
        let rows = (1...20_000).map { [String($0), "行\($0)"] }
        let report = try CSVFile.write(
            rows: rows, header: ["番号", "内容"], encoding: .utf8, unencodable: .fail, to: folder.file("a.csv"))
        let lines = try Data(contentsOf: folder.file("a.csv")).split(separator: UInt8(ascii: "\n"))
        #expect(report.rows == 20_000)
        #expect(lines.count == 20_001)
        #expect(String(decoding: lines[20_000], as: UTF8.self) == "20000,行20000\r")
    }
}
