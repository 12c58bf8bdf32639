import Foundation
import Paperwork
import Spreadsheets
import Testing

@Suite("A spreadsheet file")
struct WorkbookTests {
    private func rows(_ file: TinyXLSX, sheet: String? = nil) throws -> [Workbook.Row] {
        try rows(file.data, sheet: sheet)
    }

    private func rows(_ data: Data, sheet: String? = nil, limits: Workbook.Limits = .init()) throws -> [Workbook.Row] {
        let url = FileManager.default.temporaryDirectory.appending(path: "book-\(UUID().uuidString).xlsx")
        try data.write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        var rows: [Workbook.Row] = []
        try Workbook(url, limits: limits).forEachRow(sheet: sheet) { row throws(Trouble) in
            rows.append(row)
            return true
        }
        return rows
    }

    private func trouble(_ body: () throws -> Void) -> Trouble? {
        do {
            try body()
            return nil
        } catch {
            return error as? Trouble
        }
    }

    @Test("gives shared, own and computed texts, without the kana beside them, each in its column")
    func texts() throws {
        let file = TinyXLSX(
            sheets: [
                (
                    "住民",
                    """
                    <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
                    <row r="3"><c r="A3" t="inlineStr"><is><t>甲</t><rPh sb="0" eb="1"><t>コウ</t></rPh></is></c>
                    <c r="B3" t="str"><f>A1&amp;"x"</f><v>A&amp;B_x000D_</v></c><c r="AA3" t="b"><v>1</v></c></row>
                    """
                )
            ],
            texts: [
                "<t>氏名</t><rPh sb=\"0\" eb=\"2\"><t>シメイ</t></rPh>",
                "<r><t>住</t></r><r><t xml:space=\"preserve\">所 </t></r>",
            ])
        let rows = try rows(file)
        #expect(rows.map(\.number) == [1, 3])
        #expect(rows[0].cells == ["氏名", "", "住所 "])
        #expect(rows[1].cells.prefix(2) == ["甲", "A&B\r"])
        #expect(rows[1].cells.count == 27)
        #expect(rows[1].cells.last == "TRUE")
    }

    @Test("gives numbers as their formats show them: days, times, zeros at the front")
    func numbers() throws {
        let file = TinyXLSX(
            sheets: [
                (
                    "a",
                    """
                    <row r="1"><c r="A1"><v>1.0000001E7</v></c><c r="B1" s="1"><v>22038</v></c>
                    <c r="C1" s="2"><v>45000.5</v></c><c r="D1" s="3"><v>8900001</v></c><c r="E1" s="4"><v>6</v></c>
                    <c r="F1"><v>1.5</v></c><c r="G1" s="5"><v>22038</v></c><c r="H1" t="e"><v>#N/A</v></c></row>
                    """
                )
            ],
            formats: (
                "<numFmt numFmtId=\"176\" formatCode=\"yyyy/m/d h:mm\"/>"
                    + "<numFmt numFmtId=\"177\" formatCode=\"000\\-0000\"/>"
                    + "<numFmt numFmtId=\"178\" formatCode=\"0000\"/>"
                    + "<numFmt numFmtId=\"179\" formatCode=\"[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>",
                "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"176\"/><xf numFmtId=\"177\"/>"
                    + "<xf numFmtId=\"178\"/><xf numFmtId=\"179\"/>"
            ))
        #expect(
            try rows(file)[0].cells
                == ["10000001", "1960-05-02", "2023-03-15 12:00:00", "890-0001", "0006", "1.5", "1960-05-02"])
        var old = file
        old.parts["xl/workbook.xml"] = file.parts["xl/workbook.xml"]?
            .replacing("date1904=\"0\"", with: "date1904=\"1\"")
        #expect(try rows(old)[0].cells[1] == "1964-05-03")
    }

    @Test("names its sheets, and says which there are where one is asked for that is not")
    func sheets() throws {
        let file = TinyXLSX(sheets: [
            ("住民", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"),
            ("転出", "<row r=\"1\"><c r=\"A1\"><v>2</v></c></row>"),
        ])
        #expect(try rows(file)[0].cells == ["1"])
        #expect(try rows(file, sheet: "転出")[0].cells == ["2"])
        let trouble = try #require(trouble { _ = try rows(file, sheet: "転入") })
        #expect(trouble.kind == .definition)
        #expect(trouble.text(in: .ja).contains("「転出」のことですか"))
    }

    @Test("stops where nothing more is wanted, and hands on what its reader throws")
    func stops() throws {
        let file = TinyXLSX(sheets: [
            ("a", (1...5000).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>\($0)</v></c></row>" }.joined())
        ])
        let url = FileManager.default.temporaryDirectory.appending(path: "book-\(UUID().uuidString).xlsx")
        try file.data.write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let book = try Workbook(url)
        var count = 0
        try book.forEachRow { row throws(Trouble) in
            count += 1
            return count < 3
        }
        #expect(count == 3)
        let own = Trouble(.content, Wording(verbatim: "enough"))
        #expect(throws: own) { try book.forEachRow { row throws(Trouble) in throw own } }
    }

    @Test("that is cut short, damaged, locked or too large is refused with what to do")
    func refusals() throws {
        let file = TinyXLSX(sheets: [("a", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")])
        for (data, part) in [
            (file.data.prefix(900), "途中で切れています"), (Data("氏名,住所\n".utf8), "XLSX"),
            (Data([0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 600)), "パスワード"),
        ] {
            let trouble = try #require(trouble { _ = try rows(Data(data)) })
            #expect(trouble.text(in: .ja).contains(part))
            #expect(trouble.remedy != nil)
        }
        var broken = file
        broken.parts["xl/worksheets/0.xml"]?.removeLast(20)
        #expect(trouble { _ = try rows(broken) }?.text(in: .ja).contains("壊れています") == true)
        var limits = Workbook.Limits()
        limits.partBytes = 300
        #expect(trouble { _ = try rows(file.data, limits: limits) }?.text(in: .ja).contains("大きすぎます") == true)
    }
}
