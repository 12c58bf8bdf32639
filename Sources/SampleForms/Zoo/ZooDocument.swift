import Imaging
import Paperwork

/// One filled document of a random form.
struct ZooDocument {
    private let form: ZooForm
    private let fields: [FilledField]
    /// Nil where the register has nobody.
    private let applicant: Resident?
    private let software: ZooSoftware
    private let pen: ZooPen
    private let faults: ZooPrintFaults
    /// Of stamps and seals.
    private let stampFamily: String

    init(form: ZooForm, level: ScanLevel, split: ZooSplit, using random: inout SeededRandom) {
        self.form = form
        software = ZooSoftware.drawn(split, level: level, using: &random)
        pen = ZooPen(split, level: level, using: &random)
        faults = ZooPrintFaults.drawn(level, using: &random)
        stampFamily = TypeFamily.drawn(.japanese, in: split, complete: true, using: &random)?.name ?? software.family
        var answers = ZooAnswers(using: &random)
        if let residents = form.register?.residents {
            // One in twenty is not registered.
            var people = random.forked(11)
            applicant = people.chance(0.05) ? ResidentRegister.stranger(using: &people) : people.pick(residents)
        } else {
            applicant = nil
        }
        fields = answers.fields(of: form, applicant: applicant, using: &random)
    }

    /// The filled page as it goes into the scanner: the blank form, on it the printer's print, the pen's writing, at last
    /// stamps and seals.
    func picture(dpi: Double, using random: inout SeededRandom) -> GrayPixels {
        let paper = form.design.paper
        let blank = paper.canvas(dpi: dpi)
        form.design.draw(page: 1, on: blank)
        var page = blank.grayPixels()
        faults.halftone(&page, grounds: form.grounds, dpi: dpi)

        let sheet = paper.canvas(dpi: dpi)
        software.fill(form, fields, on: sheet)
        var print = sheet.grayPixels()
        faults.worsen(&print, dpi: dpi, using: &random)
        page.darken(by: print)

        if form.questions.contains(where: \.isByHand) {
            let sheet = paper.canvas(dpi: dpi)
            pen.fill(form, fields, on: sheet, using: &random)
            page = InkLayer(strength: 0.26 * pen.hand.unsteadiness)
                .laid(sheet.grayPixels(), over: page, dpi: dpi, using: &random)
        }
        let stamps = paper.canvas(dpi: dpi)
        guard stamp(on: stamps, using: &random) else { return page }
        page.darken(by: stamps.grayPixels())
        return page
    }

    /// Draws what is stamped; false where there is nothing.
    private func stamp(on canvas: Canvas, using random: inout SeededRandom) -> Bool {
        var isStamped = false
        for (question, filled) in zip(form.questions, fields) {
            guard case .text(let text) = filled.entry, let zone = form.design.field(filled.name)?.zones.first else {
                continue
            }
            if question.kind == .stamp {
                ZooStamp.draw(text, family: stampFamily, in: zone, on: canvas, using: &random)
            } else if question.hasSeal, random.chance(0.85) {
                ZooSeal.draw(in: zone, family: stampFamily, on: canvas, using: &random)
            } else {
                continue
            }
            isStamped = true
        }
        return isStamped
    }

    func truth(pages: [Int]) -> Truth.Document {
        let values = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
        return Truth.Document(pages: pages, form: form.design.id, fields: values, registerKey: applicant?.id)
    }

    /// Where each field lies on a sheet.
    func placed(on sheet: ScannedSheet, page: Int) -> [ZooBatch.Placed] {
        zip(form.questions, fields).compactMap { question, filled in
            guard let field = form.design.field(filled.name), let zone = Zone.enclosing(field.zones) else { return nil }
            return ZooBatch.Placed(
                page: page, field: field.name, type: field.type, writing: field.writing ?? "mark",
                kind: question.look, text: filled.entry.written, corners: sheet.corners(of: zone))
        }
    }
}

extension ZooQuestion {
    /// What a reader meets here, as tables of results name it.
    fileprivate var look: String {
        if let choice { return "\(choice.look)" }
        if kind == .stamp { return "date stamp" }
        if hasSeal { return "name with seal" }
        switch notation {
        case .combed: return "comb"
        case .parted: return "printed units"
        default: return kind == .yen || kind == .count || kind == .decimal || kind == .latin ? "\(kind)" : type
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

extension GrayPixels {
    /// Takes the darker of two sheets of one size, point for point.
    fileprivate mutating func darken(by other: GrayPixels) {
        other.bytes.withUnsafeBufferPointer { source in
            bytes.withUnsafeMutableBufferPointer { target in
                for at in 0..<min(source.count, target.count) where source[at] < target[at] { target[at] = source[at] }
            }
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
