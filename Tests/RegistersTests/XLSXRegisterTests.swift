import Foundation
import Paperwork
import Registers
import Testing

@Suite("A register in a spreadsheet file")
struct XLSXRegisterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Two residents below a title, with a 郵便番号 whose zeros are its format's, and a day.
    private static let rows = """
        <row r="1"><c r="A1" t="inlineStr"><is><t>住民一覧</t></is></c></row>
        <row r="3"><c r="A3"><v>10000001</v></c><c r="B3" t="inlineStr"><is><t>髙橋　甲</t></is></c>
        <c r="C3"><v>1.9600503E7</v></c></row>
        <row r="4"><c r="A4"><v>10000002</v></c><c r="B4" t="inlineStr"><is><t>乙野</t></is></c></row>
        """

    private static let heading = """
        <row r="2"><c r="A2" t="inlineStr"><is><t>宛名番号</t></is></c><c r="B2" t="inlineStr"><is><t>氏名</t></is></c>
        <c r="C2" t="inlineStr"><is><t>生年月日</t></is></c></row>
        """

    private func open(_ sheet: String, named: String? = nil) throws -> Register {
        let url = folder.url.appending(path: "residents.xlsx")
        try StoredXLSX.data(sheet: sheet).write(to: url)
        return try Register.open(
            RegisterDefinition(
                name: "residents", source: .xlsx(url, sheet: named), key: "id",
                columns: ["id": "宛名番号", "name": "氏名", "birth": "生年月日"]))
    }

    @Test("is read as one in a CSV file is")
    func isRead() throws {
        let register = try open(Self.heading + Self.rows.split(separator: "\n").dropFirst().joined(separator: "\n"))
        #expect(register.count == 2)
        #expect(register.record(key: "10000001") == ["id": "10000001", "name": "髙橋　甲", "birth": "19600503"])
        #expect(register.record(key: "10000002")?["birth"] == "")
    }

    @Test("whose heading stands below a title, or whose sheet is not there, is refused with what to do")
    func refusals() throws {
        let below = #expect(throws: Trouble.self) {
            _ = try open(Self.rows.replacing("<row r=\"3\">", with: Self.heading + "<row r=\"3\">"))
        }
        #expect(below?.text(in: .ja).contains("見出しは2行目のようです") == true)
        let absent = #expect(throws: Trouble.self) { _ = try open(Self.heading, named: "転出者") }
        #expect(absent?.text(in: .ja).contains("あるシートは 住民") == true)
    }
}

/// A spreadsheet file of one sheet, made by hand.
enum StoredXLSX {
    static func data(sheet: String) -> Data {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        return zip([
            (
                "_rels/.rels",
                "\(relations)<Relationship Id=\"a\" Type=\"\(types)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"\(main)\" xmlns:r=\"\(types)\"><sheets><sheet name=\"住民\" r:id=\"s\"/></sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "\(relations)<Relationship Id=\"s\" Type=\"\(types)/worksheet\" Target=\"sheet.xml\"/></Relationships>"
            ),
            ("xl/sheet.xml", "<worksheet xmlns=\"\(main)\"><sheetData>\(sheet)</sheetData></worksheet>"),
        ])
    }

    private static func zip(_ parts: [(String, String)]) -> Data {
        func words(_ numbers: Int...) -> Data {
            Data(numbers.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8 & 0xFF)] })
        }
        func longs(_ numbers: Int...) -> Data { numbers.reduce(Data()) { $0 + words($1 & 0xFFFF, $1 >> 16) } }
        var file = Data()
        var directory = Data()
        for (name, text) in parts {
            let common = words(20, 0x0800, 0, 0, 0) + longs(0, text.utf8.count, text.utf8.count)
            let offset = file.count
            file += longs(0x0403_4b50) + common + words(name.utf8.count, 0) + Data(name.utf8) + Data(text.utf8)
            directory += longs(0x0201_4b50) + words(20) + common + words(name.utf8.count, 0, 0, 0, 0)
            directory += longs(0, offset) + Data(name.utf8)
        }
        return file + directory + longs(0x0605_4b50) + words(0, 0, parts.count, parts.count)
            + longs(directory.count, file.count) + words(0)
    }
}
