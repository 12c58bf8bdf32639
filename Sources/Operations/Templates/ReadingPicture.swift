internal import Delivery
internal import Engine
package import Forms
package import Foundation
internal import Imaging
package import Paperwork
internal import Recognition

/// A scanned page laid onto its form, with each zone and what was read in it: to see whether zones sit right.
package struct ReadingPicture {
    private let template: FormTemplate

    package init(_ template: FormTemplate) { self.template = template }

    /// Draws the first page of the scan that fits the template, as a PNG at 150 dpi.
    ///
    /// - throws: `Trouble` where the scan or the blank can't be read, no page fits, or the picture can't be written.
    package func write(of scan: URL, to file: URL) throws(Trouble) {
        let library = try FormLibrary([template])
        let source = try PageSource(opening: scan)
        let reader = DocumentReader(library: library, recognisers: try .all())
        for number in 1...max(1, source.pageCount) {
            let page = try source.page(number)
            guard case .form(let registration) = library.identify(page) else { continue }
            let fields = try reader.read(page: page, registration: registration)
            let canvas = Canvas(
                over: registration.upright(page, paper: registration.paper ?? template.paper, dpi: Self.dpi),
                dpi: Self.dpi)
            for field in fields { draw(field, on: canvas) }
            return try write(canvas.png(), to: file)
        }
        throw Trouble(
            .file,
            Wording(
                ja: "「\(scan.lastPathComponent)」に、様式「\(template.id)」に合うページがありません。",
                en: "no page of \(scan.lastPathComponent) fits the form \(template.id)"),
            remedy: Wording(ja: "別のスキャンを指定してください。", en: "name another scan"))
    }

    private static let dpi = 150.0

    private func draw(_ field: Field, on canvas: Canvas) {
        guard let zone = field.zone else { return }
        let ink = Self.ink(for: field)
        canvas.box(zone, thickness: 0.3, ink: ink)
        let text = field.isSensitive ? field.name : "\(field.name) \(field.text)"
        let lettering = Lettering("IPAexGothic", points: 6)
        let width = canvas.extents(of: text, lettering).advance + 0.8
        canvas.area(Zone(left: zone.left, top: zone.top - 2.5, width: width, height: 2.5), ink: ink)
        canvas.text(text, x: zone.left + 0.4, baseline: zone.top - 0.6, lettering, ink: Ink(gray: 1))
    }

    /// Red: it can't be right. Amber: the recogniser is not sure. Green: it is.
    private static func ink(for field: Field) -> Ink {
        if field.proof.problem != nil { return Ink(red: 0.8, green: 0.1, blue: 0.1) }
        let isSure = (field.readings.first?.confidence.value ?? 0) >= 0.9
        return isSure ? Ink(red: 0.05, green: 0.45, blue: 0.2) : Ink(red: 0.75, green: 0.45, blue: 0)
    }

    private func write(_ data: Data, to file: URL) throws(Trouble) {
        let output = try AtomicFile(at: file.path)
        try output.write(Array(data))
        try output.commit()
    }
}
