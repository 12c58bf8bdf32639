import Foundation

/// A spreadsheet file made by hand, part by part; its parts are deflated.
struct TinyXLSX {
    /// XML by part.
    var parts: [String: String]

    static let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// - Parameters:
    ///   - sheets: what stands between `<sheetData>` and its end, by tab.
    ///   - texts: shared texts, as XML within `<si>`.
    ///   - formats: `numFmt` elements, and the `xf` elements of cells.
    init(
        sheets: [(String, String)], texts: [String] = [], formats: (String, String) = ("", ""), in1904: Bool = false
    ) {
        func part(_ text: String) -> String { "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + text }
        let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"\(Self.types)\""
        let relations = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""
        parts = [
            "_rels/.rels": part(
                "<Relationships \(relations)><Relationship Id=\"rId1\" Type=\"\(Self.types)/officeDocument\" "
                    + "Target=\"xl/workbook.xml\"/></Relationships>"),
            "xl/workbook.xml": part(
                "<workbook \(main)><workbookPr date1904=\"\(in1904 ? 1 : 0)\"/><sheets>"
                    + sheets.indices.map {
                        "<sheet name=\"\(sheets[$0].0)\" sheetId=\"\($0 + 1)\" r:id=\"s\($0)\"/>"
                    }.joined() + "</sheets></workbook>"),
            "xl/_rels/workbook.xml.rels": part(
                "<Relationships \(relations)>"
                    + sheets.indices.map {
                        "<Relationship Id=\"s\($0)\" Type=\"\(Self.types)/worksheet\" Target=\"worksheets/\($0).xml\"/>"
                    }.joined()
                    + "<Relationship Id=\"t\" Type=\"\(Self.types)/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
                    + "<Relationship Id=\"f\" Type=\"\(Self.types)/styles\" Target=\"styles.xml\"/></Relationships>"),
            "xl/sharedStrings.xml": part(
                "<sst \(main)>" + texts.map { "<si>\($0)</si>" }.joined() + "</sst>"),
            "xl/styles.xml": part(
                "<styleSheet \(main)><numFmts>\(formats.0)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                    + "<cellXfs>\(formats.1)</cellXfs></styleSheet>"),
        ]
        for (number, sheet) in sheets.enumerated() {
            parts["xl/worksheets/\(number).xml"] = part(
                "<worksheet \(main)><sheetData>\(sheet.1)</sheetData></worksheet>")
        }
    }

    /// As a zip archive.
    var data: Data {
        var file = Data()
        var directory = Data()
        for (name, text) in parts.sorted(by: { $0.key < $1.key }) {
            let packed = Self.deflated(Array(text.utf8))
            let common = Self.words(20, 0x0800, 8, 0, 0) + Self.longs(0, packed.count, text.utf8.count)
            let offset = file.count
            file += Self.longs(0x0403_4b50) + common + Self.words(name.utf8.count, 0) + Data(name.utf8) + packed
            directory += Self.longs(0x0201_4b50) + Self.words(20) + common
            directory += Self.words(name.utf8.count, 0, 0, 0, 0) + Self.longs(0, offset) + Data(name.utf8)
        }
        let end =
            Self.longs(0x0605_4b50) + Self.words(0, 0, parts.count, parts.count)
            + Self.longs(directory.count, file.count) + Self.words(0)
        return file + directory + end
    }

    /// In blocks that hold bytes as they are (RFC 1951, 3.2.4).
    private static func deflated(_ bytes: [UInt8]) -> Data {
        var data = Data()
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(0xFFFF)
            rest = rest.dropFirst(block.count)
            data.append(rest.isEmpty ? 1 : 0)
            data += words(block.count, ~block.count) + Data(block)
        } while !rest.isEmpty
        return data
    }

    private static func words(_ numbers: Int...) -> Data {
        Data(numbers.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8 & 0xFF)] })
    }

    private static func longs(_ numbers: Int...) -> Data {
        Data(numbers.flatMap { number in (0..<4).map { UInt8(number >> ($0 * 8) & 0xFF) } })
    }
}
