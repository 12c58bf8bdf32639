internal import Delivery
internal import FieldTypes
internal import Forms
package import Foundation
internal import Imaging
package import Paperwork
internal import Workflows

/// A first template, made from what can be found on a blank form: its author gives names and types.
package struct FirstTemplate {
    private let blank: URL
    private let id: String

    /// - Parameter id: the form's id; nil takes the file's name, without what an id can't hold.
    package init(blank: URL, id: String?) {
        self.blank = blank
        self.id = id ?? Self.identifier(from: blank.deletingPathExtension().lastPathComponent)
    }

    /// Writes the template and gives the number of fields.
    ///
    /// - throws: `Trouble` where the blank can't be read or the template not written.
    package func write(to file: URL) throws(Trouble) -> Int {
        let source = try PageSource(opening: blank)
        var shapes: [SurveyedShape] = []
        var paper = PaperSize(width: 210, height: 297)
        for number in 1...source.pageCount {
            let page = try source.page(number)
            let pixels = page.bitmap.grayPixels()
            if number == 1 {
                paper = PaperSize(
                    width: Measure.mm(pixels: Double(pixels.width), dpi: page.dpi).rounded(),
                    height: Measure.mm(pixels: Double(pixels.height), dpi: page.dpi).rounded())
            }
            shapes += BlankSurvey.survey(pixels, dpi: page.dpi, text: page.textLayer, page: number)
        }
        let template = FormTemplate(
            id: id, version: String(Calendar.current.component(.year, from: Date())), paper: paper, blank: blank,
            pages: source.pageCount, fields: Self.fields(from: shapes))
        try Self.place(blank, beside: file)
        let output = try AtomicFile(at: file.path)
        try output.write(Array(TemplateWriter.yaml(for: template).utf8))
        try output.commit()
        return template.fields.count
    }

    /// Copies the blank form into the template's folder, where the template looks for it, unless it is there.
    private static func place(_ blank: URL, beside template: URL) throws(Trouble) {
        let copy = template.deletingLastPathComponent().appending(path: blank.lastPathComponent)
        guard copy.standardizedFileURL.path != blank.standardizedFileURL.path,
            !FileManager.default.fileExists(atPath: copy.path)
        else { return }
        do {
            try FileManager.default.copyItem(at: blank, to: copy)
        } catch {
            throw Trouble(
                .file, Wording(ja: "\(copy.path) に書き込めません。", en: "\(copy.path) can't be written"),
                remedy: Wording(
                    ja: "フォルダがあるか、書き込めるかを確かめてください。", en: "check that the folder exists and can be written to"))
        }
    }

    private static func fields(from shapes: [SurveyedShape]) -> [FieldDefinition] {
        shapes.enumerated().map { index, shape in
            let name = "field_\(index + 1)"
            let (type, place): (String, FieldDefinition.Place) =
                switch shape.kind {
                case .box: (FieldTypes.plain.name, .zone(shape.zone))
                case .comb(let cells): (FieldTypes.plain.name, .cells(cells))
                case .checkbox: (PresenceType.checkbox.name, .zone(shape.zone))
                case .table(let rows, let widths):
                    (TableType().name, .table(shape.zone, rows: rows, columns: columns(widths)))
                }
            return FieldDefinition(
                name: name, label: shape.label, type: type, place: place, isOptional: type != PresenceType.checkbox.name
            )
        }
    }

    private static func columns(_ widths: [Double]) -> [FieldDefinition.Column] {
        widths.enumerated().map {
            FieldDefinition.Column(name: "column_\($0 + 1)", type: FieldTypes.plain.name, width: $1)
        }
    }

    /// `a-z 0-9 -`, as an id must be.
    private static func identifier(from name: String) -> String {
        let kept = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let id = String(kept).split(separator: "-").joined(separator: "-")
        return id.isEmpty ? "form" : id
    }
}
