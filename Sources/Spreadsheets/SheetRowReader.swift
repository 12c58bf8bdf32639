import Paperwork

/// Reads the rows of a sheet.
final class SheetRowReader: SheetPartReader {
    private let texts: SharedTexts
    private let formats: CellFormats
    private let columns: Int
    private let body: (Workbook.Row) throws(Trouble) -> Bool
    private(set) var ending: SheetPartEnding?

    private var row = Workbook.Row(number: 0, cells: [])
    private var column = 0
    private var type = "n"
    private var style: Int?
    private var value = ""
    private var isInValue = false
    private var kanaDepth = 0

    init(
        texts: SharedTexts, formats: CellFormats, columns: Int,
        _ body: @escaping (Workbook.Row) throws(Trouble) -> Bool
    ) {
        self.texts = texts
        self.formats = formats
        self.columns = columns
        self.body = body
    }

    func begin(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "row":
            row = Workbook.Row(number: attributes["r"].flatMap { Int($0) } ?? row.number + 1, cells: [])
            column = 0
        case "c":
            column = attributes["r"].flatMap(Self.column) ?? column
            type = attributes["t"] ?? "n"
            style = attributes["s"].flatMap { Int($0) }
            value = ""
        case "v": isInValue = true
        case "rPh": kanaDepth += 1
        case "t": isInValue = kanaDepth == 0
        default: break
        }
    }

    func text(_ text: String) { if isInValue { value += text } }

    func end(_ element: String) {
        switch element {
        case "v", "t": isInValue = false
        case "rPh": kanaDepth -= 1
        case "c":
            put(text())
            column += 1
        case "row": handOver()
        default: break
        }
    }

    private func text() -> String {
        switch type {
        case "s": Int(value).flatMap { texts[$0] } ?? ""
        case "str", "inlineStr": CellText.unescaped(value)
        case "b": value == "1" ? "TRUE" : "FALSE"
        case "e": ""
        case "d": value
        default: formats.text(of: value, style: style)
        }
    }

    private func put(_ text: String) {
        guard column < columns, !text.isEmpty else { return }
        while row.cells.count < column { row.cells.append("") }
        if row.cells.count == column { row.cells.append(text) } else { row.cells[column] = text }
    }

    private func handOver() {
        guard ending == nil, !row.cells.isEmpty else { return }
        do throws(Trouble) {
            if try !body(row) { ending = .satisfied }
        } catch {
            ending = .failed(error)
        }
    }

    /// From 0, of a place as in `AB12`.
    private static func column(_ place: String) -> Int? {
        var column = 0
        for letter in place.utf8.prefix(while: { (0x41...0x5A).contains($0) }).prefix(3) {
            column = column * 26 + Int(letter - 0x40)
        }
        return column > 0 ? column - 1 : nil
    }
}
