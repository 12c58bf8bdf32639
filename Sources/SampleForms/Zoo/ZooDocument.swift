import Imaging
import Paperwork

/// One filled document of a random form.
struct ZooDocument {
    private let form: ZooForm
    private let fields: [FilledField]
    private let software: ZooSoftware

    init(form: ZooForm, level: ScanLevel, split: ZooSplit, using random: inout SeededRandom) {
        self.form = form
        software = ZooSoftware.drawn(split, misprint: level.misprint, using: &random)
        var answers = ZooAnswers(software: software, using: &random)
        fields = answers.fields(of: form, using: &random)
    }

    /// The filled page as it goes into the scanner.
    func picture(dpi: Double, using random: inout SeededRandom) -> GrayPixels {
        let canvas = form.design.paper.canvas(dpi: dpi)
        form.design.draw(page: 1, on: canvas)
        software.fill(form, fields, on: canvas)
        return canvas.grayPixels()
    }

    func truth(pages: [Int]) -> Truth.Document {
        let values = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
        return Truth.Document(pages: pages, form: form.design.id, fields: values, registerKey: nil)
    }

    /// Where each field lies on a sheet.
    func placed(on sheet: ScannedSheet, page: Int) -> [ZooBatch.Placed] {
        fields.compactMap { filled in
            guard let field = form.design.field(filled.name), let zone = Zone.enclosing(field.zones) else { return nil }
            return ZooBatch.Placed(
                page: page, field: field.name, type: field.type, writing: field.writing ?? "mark",
                text: filled.entry.written, corners: sheet.corners(of: zone))
        }
    }
}

extension FilledField.Entry {
    /// What is on the paper, as one text.
    var written: String {
        switch self {
        case .nothing: ""
        case .text(let text): text
        case .cells(let texts): texts.joined()
        case .marks(let names): names.joined(separator: ";")
        }
    }
}

extension ScannedSheet {
    /// A zone's corners in pixels of the picture as it lies in the file.
    fileprivate func corners(of zone: Zone) -> [[Double]] {
        let (width, height) = (Double(pixels.width), Double(pixels.height))
        return [
            Point(zone.left, zone.top), Point(zone.right, zone.top), Point(zone.right, zone.bottom),
            Point(zone.left, zone.bottom),
        ].map { corner in
            let upright = toScan(corner)
            let (x, y) =
                switch quarterTurns & 3 {
                case 1: (width - upright.y, upright.x)
                case 2: (width - upright.x, height - upright.y)
                case 3: (upright.y, height - upright.x)
                default: (upright.x, upright.y)
                }
            return [(x * 10).rounded() / 10, (y * 10).rounded() / 10]
        }
    }
}
