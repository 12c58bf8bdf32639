internal import Delivery
internal import FieldTypes
package import Forms
package import Foundation
internal import Imaging
package import Paperwork
internal import Workflows

/// A template's zones and names, drawn over its blank form.
package struct TemplatePicture {
    private let template: FormTemplate

    package init(_ template: FormTemplate) { self.template = template }

    /// Writes one PNG per page at 150 dpi: `file`, then `file-2` and so on; gives the files written.
    ///
    /// - throws: `Trouble` where the blank form can't be read or a picture not written.
    package func write(to file: URL) throws(Trouble) -> [URL] {
        guard let blank = template.blank else { throw Self.withoutForm(template) }
        let source = try PageSource(opening: blank)
        let files = files(from: file)
        for (index, target) in files.enumerated() {
            let blank = try source.page(index + 1)
            try Self.write(drawing(index + 1, over: blank).png(), to: target)
        }
        return files
    }

    /// `file`, and behind it those of the pages from the second on.
    package func files(from file: URL) -> [URL] {
        (1...template.pages).map { $0 == 1 ? file : Self.numbered(file, $0) }
    }

    /// The template's zones in which writing could not be seen, for what the blank form prints there.
    ///
    /// - Parameter file: the template's file, for the places of mistakes.
    /// - throws: `Trouble` where the blank form can't be read, or has too little print to be known again.
    package func zoneMistakes(in file: URL) throws(Trouble) -> [Diagnostic] {
        TemplateReader.diagnostics(for: try FormLibrary([template]).zoneFaults(), in: file)
    }

    private static func withoutForm(_ template: FormTemplate) -> Trouble {
        Trouble(
            .definition,
            Wording(
                ja: "様式「\(template.id)」には未記入の用紙がないので、描けません。",
                en: "The form \(template.id) has no blank to draw on: its layout is free."),
            remedy: Wording(
                ja: "読み取った結果は tema run と確認画面で見られます。", en: "See what is found by tema run and on the review page."))
    }

    private func drawing(_ page: Int, over blank: ScannedPage) -> Canvas {
        let print = blank.reduced(toDPI: Self.dpi).bitmap.grayPixels()
        let canvas = Canvas(over: print, dpi: Self.dpi)
        let zones = template.fields.map { field in field.zones.filter { $0.page == page } }
        var placement = LabelPlacement(print: print, dpi: Self.dpi, zones: zones.flatMap(\.self))
        for (field, zones) in zip(template.fields, zones) {
            let ink = Self.ink(for: field)
            for zone in zones {
                canvas.area(zone, ink: ink.faint)
                canvas.box(zone, thickness: 0.3, ink: ink)
            }
        }
        for (field, zones) in zip(template.fields, zones) {
            guard let first = zones.first else { continue }
            let label = placement.place(
                width: canvas.extents(of: field.name, Self.lettering).advance + 0.8, for: first)
            canvas.area(label, ink: Self.ink(for: field))
            canvas.text(
                field.name, x: label.left + 0.4, baseline: label.bottom - 0.7, Self.lettering, ink: Ink(gray: 1))
        }
        return canvas
    }

    private static let dpi = 150.0
    private static let lettering = Lettering("IPAexGothic", points: 6)

    private static func ink(for field: FieldDefinition) -> Ink {
        switch field.place {
        case .cells: Ink(red: 0.0, green: 0.45, blue: 0.25)
        case .options: Ink(red: 0.75, green: 0.35, blue: 0.0)
        case .table: Ink(red: 0.45, green: 0.2, blue: 0.6)
        case .zone, .find:
            FieldTypes.named(field.type)?.isPrintedBox == true
                ? Ink(red: 0.75, green: 0.35, blue: 0)
                : Ink(red: 0, green: 0.3, blue: 0.75)
        }
    }

    private static func numbered(_ file: URL, _ page: Int) -> URL {
        URL(
            filePath: "\(file.deletingPathExtension().relativePath)-\(page).\(file.pathExtension)",
            relativeTo: file.baseURL)
    }

    private static func write(_ data: Data, to file: URL) throws(Trouble) {
        let output = try AtomicFile(at: file.path)
        try output.write(Array(data))
        try output.commit()
    }
}

extension Ink {
    /// Lets what lies below show through.
    fileprivate var faint: Ink { Ink(red: red, green: green, blue: blue, opacity: 0.08) }
}

extension FieldDefinition {
    /// Every rectangle that the field has on the form, in millimetres; none where it is found by its surroundings.
    package var zones: [Zone] {
        switch place {
        case .zone(let zone): [zone]
        case .cells(let cells): cells
        case .options(let options): options.map(\.zone)
        case .table(let zone, let rows, let columns): Self.cells(of: zone, rows: rows, columns: columns)
        case .find: []
        }
    }

    private static func cells(of zone: Zone, rows: Int, columns: [Column]) -> [Zone] {
        let height = zone.height / Double(max(1, rows))
        return (0..<rows).flatMap { row in
            var left = zone.left
            return columns.map { column in
                defer { left += column.width }
                return Zone(
                    page: zone.page, left: left, top: zone.top + Double(row) * height, width: column.width,
                    height: height)
            }
        }
    }
}
