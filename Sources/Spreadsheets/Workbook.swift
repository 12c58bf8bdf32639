package import Foundation
internal import Packing
package import Paperwork

/// A spreadsheet file of Excel 2007 and later (XLSX: ECMA-376, SpreadsheetML). Its rows come one after the other; the sheet
/// is never held as a whole.
package struct Workbook {
    package struct Row: Sendable {
        /// As the spreadsheet counts it, from 1.
        package var number: Int
        /// From column A on, as texts: a number as its digits, with the zeros at its front that its format shows; a day as
        /// 2026-04-01, with a time of day 2026-04-01 09:30:00; a mistake of the spreadsheet's, as `#N/A`, as nothing.
        package var cells: [String]
    }

    /// How much a file may unpack to.
    package struct Limits: Sendable {
        /// Bytes of one part of it, unpacked.
        package var partBytes = 4 << 30
        /// Columns; those behind are not read. (ECMA-376 knows 16,384.)
        package var columns = 16_384

        package init() {}
    }

    private let archive: ZipArchive
    private let limits: Limits
    private let file: String
    private let sheets: [(name: String, part: String)]
    private let texts: SharedTexts
    private let formats: CellFormats

    /// - Throws: `Trouble` of kind `file`: the file can't be read, is damaged, is locked by a password, or is no XLSX.
    package init(_ url: URL, limits: Limits = Limits()) throws(Trouble) {
        let data: Data
        do {
            data = try Data(contentsOf: url, options: .mappedIfSafe)
        } catch {
            throw .workbookUnreadable(url, (error as NSError).localizedFailureReason ?? "\(error)")
        }
        file = url.lastPathComponent
        self.limits = limits
        // What is locked by a password, and what Excel 97 to 2003 wrote, is a compound file.
        if data.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw .workbookLockedOrOld(file) }
        guard let archive = ZipArchive(data) else { throw .noWorkbook(file) }
        self.archive = archive
        let parts = try WorkbookParts(archive, file: file, limits: limits)
        sheets = parts.sheets
        guard !sheets.isEmpty else { throw .noWorkbook(file) }
        let texts = SharedTextReader()
        if let part = parts.texts { try SheetParser.parse(part, of: archive, into: texts, file: file, limits: limits) }
        self.texts = texts.texts
        let formats = CellFormatReader(countsFrom1904: parts.countsFrom1904)
        if let part = parts.formats {
            try SheetParser.parse(part, of: archive, into: formats, file: file, limits: limits)
        }
        self.formats = formats.formats
    }

    /// In the order of their tabs.
    package var sheetNames: [String] { sheets.map(\.name) }

    /// - Parameters:
    ///   - sheet: by its tab; nil for the first.
    ///   - body: called with each row that has a cell; tells whether it wants more.
    /// - Throws: `Trouble`: there is no such sheet, or it is damaged; or what `body` throws.
    package func forEachRow(sheet: String? = nil, _ body: (Row) throws(Trouble) -> Bool) throws(Trouble) {
        guard let part = sheet.map({ name in sheets.first { $0.name == name } }) ?? sheets.first else {
            throw .workbookLacksSheet(sheet ?? "", among: sheetNames, file: file)
        }
        // The parser keeps no closure beyond its call; the language can't say so of one that is handed to a delegate.
        let outcome = withoutActuallyEscaping(body) { body -> Result<Void, Trouble> in
            let reader = SheetRowReader(texts: texts, formats: formats, columns: limits.columns, body)
            do throws(Trouble) {
                try SheetParser.parse(part.part, of: archive, into: reader, file: file, limits: limits)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }
}

/// Where the parts of a file stand in its archive.
private struct WorkbookParts {
    var sheets: [(name: String, part: String)] = []
    var texts: String?
    var formats: String?
    var countsFrom1904 = false

    init(_ archive: ZipArchive, file: String, limits: Workbook.Limits) throws(Trouble) {
        let root = RelationReader(folder: "")
        try SheetParser.parse("_rels/.rels", of: archive, into: root, file: file, limits: limits)
        guard let book = root.relations.first(where: { $0.kind == "officeDocument" })?.part else {
            throw .noWorkbook(file)
        }
        let (folder, name) = Self.split(book)
        let relations = RelationReader(folder: folder)
        try SheetParser.parse("\(folder)_rels/\(name).rels", of: archive, into: relations, file: file, limits: limits)
        let reader = WorkbookReader()
        try SheetParser.parse(book, of: archive, into: reader, file: file, limits: limits)
        sheets = reader.sheets.compactMap { sheet in
            relations.relations.first { $0.id == sheet.id && $0.kind == "worksheet" }.map { (sheet.name, $0.part) }
        }
        texts = relations.relations.first { $0.kind == "sharedStrings" }?.part
        formats = relations.relations.first { $0.kind == "styles" }?.part
        countsFrom1904 = reader.countsFrom1904
    }

    private static func split(_ part: String) -> (folder: String, name: String) {
        guard let slash = part.lastIndex(of: "/") else { return ("", part) }
        return (String(part[...slash]), String(part[part.index(after: slash)...]))
    }
}
