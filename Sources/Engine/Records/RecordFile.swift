package import Foundation
internal import JapaneseText
package import Paperwork
internal import Spreadsheets

/// The rows of a CSV file or a spreadsheet, each of which is one document: the export of an application system.
package struct RecordFile: Sendable {
    /// The first row's cells.
    package let headings: [String]
    /// The rows below it that hold anything, each with as many cells as it has.
    package let rows: [[String]]

    /// Rows that a file may have.
    private static let rowLimit = 1_000_000

    /// Whether a file's name says that it is one.
    package static func isOne(_ file: URL) -> Bool { ["csv", "tsv", "xlsx"].contains(file.pathExtension.lowercased()) }

    /// - Throws: `Trouble` of kind `file` where it can't be read, has no rows, or too many.
    package init(_ file: URL) throws(Trouble) {
        var all = try file.pathExtension.lowercased() == "xlsx" ? Self.sheet(file) : Self.text(file)
        all.removeAll { $0.allSatisfy { $0.trimmingCharacters(in: .whitespaces).isEmpty } }
        guard all.count > 1 else {
            throw Self.unfit(file, Wording(ja: "見出しの下に行がありません。", en: "there are no rows below the heading"))
        }
        guard all.count <= Self.rowLimit else {
            throw Self.unfit(
                file,
                Wording(ja: "行が多すぎます（上限 \(Self.rowLimit)）。", en: "it has more than \(Self.rowLimit) rows"))
        }
        headings = all[0].map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        rows = Array(all.dropFirst())
    }

    /// What a row has under a heading; nil where there is no such heading.
    package func cell(_ heading: String, row: Int) -> String? {
        headings.firstIndex(of: heading).map { $0 < rows[row].count ? rows[row][$0] : "" }
    }

    private static func sheet(_ file: URL) throws(Trouble) -> [[String]] {
        var rows: [[String]] = []
        try Workbook(file).forEachRow { row in
            rows.append(row.cells)
            return rows.count <= rowLimit + 1
        }
        return rows
    }

    private static func text(_ file: URL) throws(Trouble) -> [[String]] {
        guard let data = try? Data(contentsOf: file) else {
            throw unfit(file, Wording(ja: "読めません。", en: "it can't be read"))
        }
        let bytes = [UInt8](data)
        guard let encoding = TextEncoding.detect(bytes), var text = encoding.decode(bytes) else {
            throw unfit(
                file, Wording(ja: "文字コードが UTF-8 でも CP932 でもありません。", en: "it is neither UTF-8 nor CP932"))
        }
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        let declared = CSVSeparator.declared(in: text)
        var parser = CSVParser(separator: declared ?? CSVSeparator.found(in: text))
        var rows: [[String]] = []
        let take = { (record: CSVParser.Record) in
            rows.append((0..<record.cellCount).map { String(decoding: record.cell($0), as: UTF8.self) })
        }
        text.withUTF8 { parser.feed($0, take) }
        parser.finish(take)
        if parser.isInQuotes {
            throw unfit(file, Wording(ja: "引用符が閉じていません。", en: "a quote is not closed"))
        }
        return declared == nil ? rows : Array(rows.dropFirst())
    }

    private static func unfit(_ file: URL, _ why: Wording) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "「\(file.lastPathComponent.oneLine)」を取り込めません。\(why.ja)",
                en: "\(file.lastPathComponent.oneLine) can't be taken in: \(why.en)"),
            remedy: Wording(ja: "ファイルを作り直して、もう一度入れてください。", en: "make the file anew, and put it in again"))
    }
}
