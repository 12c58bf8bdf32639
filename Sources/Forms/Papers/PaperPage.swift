package import FieldTypes
package import Imaging
package import Paperwork
import Recognition

/// One page of a paper without a form, with what stands on it.
package struct PaperPage {
    package var scan: ScannedPage
    package var registration: FormAlignment
    package var text: PaperText

    package init(scan: ScannedPage, registration: FormAlignment, text: PaperText) {
        self.scan = scan
        self.registration = registration
        self.text = text
    }
}

extension DocumentReader {
    /// Whether documents of that form have no zones, so that they are read as a whole.
    package func readsWhole(_ form: String) -> Bool { library.template(form)?.isFree == true }

    /// What stands on a page without a form; nil where there is nothing to read it with.
    ///
    /// - Throws: `Trouble` of kind `installation` where a model is missing.
    package func text(of page: ScannedPage) throws(Trouble) -> PaperText? {
        guard let reader = recognisers.pageTextReader() else { return nil }
        return try PaperText(page, reader: reader)
    }

    /// The fields of a document without a form, in the template's order. Their zones are in millimetres on its pages.
    ///
    /// - Parameter remembered: by the issuer's name or number, the way by which a person found each field on its papers.
    /// - Throws: `Trouble` of kind `.installation` where a recogniser's engine or model is missing.
    package func read(
        _ pages: [PaperPage], form: String,
        remembered: (String) -> [String: FieldDefinition.Finding] = { _ in [:] }
    ) throws(Trouble) -> [Field] {
        guard let template = library.template(form) else { return [] }
        let glyphs = pages.flatMap { page in
            page.text.glyphs.map { glyph in
                var glyph = glyph
                glyph.page = page.registration.formPage
                return glyph
            }
        }
        let finder = FieldFinder(glyphs)
        var read: [String: (field: Field, glyphs: [PrintedText.Glyph])] = [:]
        let issuer =
            template.fields.first { $0.name == template.issuer }
            .map { Self.field($0, in: finder, era: nil).field.value.plainText } ?? ""
        let known = issuer.isEmpty ? [:] : remembered(issuer)
        for definition in template.fields.erasFirst {
            let era = definition.eraField.flatMap { read[$0]?.field.value }
            read[definition.name] = Self.field(definition, in: finder, era: era, remembered: known[definition.name])
        }
        var fields: [Field] = []
        let seen = try lookAgain(template.fields.compactMap { read[$0.name] }, template, pages)
        let doubts = PaperDoubts(pages, template: template, finder: finder)
        for definition in template.fields {
            guard var field = read[definition.name]?.field else { continue }
            let context = FieldContext(definition: definition, era: nil)
            let type = FieldTypes.named(definition.type) ?? FieldTypes.plain
            let again = seen[definition.name] ?? []
            field.doubt(
                field.readings.first.flatMap { PaperDoubts.forged($0, seen: again, type: type, context: context) }
                    ?? doubts.doubt(of: field))
            field.add(again)
            fields.append(field)
        }
        return fields
    }

    private static func field(
        _ definition: FieldDefinition, in finder: FieldFinder, era: FieldValue?,
        remembered: FieldDefinition.Finding? = nil
    ) -> (field: Field, glyphs: [PrintedText.Glyph]) {
        if let remembered, case .find = definition.place {
            var known = definition
            known.place = .find([remembered])
            // Where it does not lead to a value any more, the template's ways are gone again.
            if let found = finder.field(known, era: era), found.candidates.first?.proof.problem == nil {
                var whole = definition
                if case .find(let ways) = definition.place { whole.place = .find([remembered] + ways) }
                var (field, glyphs) = field(whole, in: finder, era: era)
                field.found?.isRemembered = true
                return (field, glyphs)
            }
        }
        guard let found = finder.field(definition, era: era) else {
            return (absent(definition, isLabelled: finder.label(of: definition) != nil), [])
        }
        var field = Field(
            name: definition.name, type: definition.type, value: found.candidates.first?.value ?? .none,
            text: found.candidates.first?.text ?? "", readings: found.readings, candidates: found.candidates,
            proof: found.candidates.first?.proof ?? .none, zone: found.zone, isOptional: definition.isOptional,
            isSensitive: definition.isSensitive)
        field.found = found.found
        return (field, found.glyphs)
    }

    /// A value that may be missing is taken to be where no label of it is there, less surely than ink is seen to be
    /// missing; any other is looked for by a person.
    private static func absent(_ definition: FieldDefinition, isLabelled: Bool) -> Field {
        let isMissing = definition.isOptional && !isLabelled
        let reading = Reading(
            text: "", confidence: isMissing ? Confidence(missing) : .none, recogniser: "ink",
            doubt: isMissing ? nil : EmptinessDoubt.notFound(definition.label).wording)
        return Field(
            name: definition.name, type: definition.type, value: .none, text: "", readings: [reading],
            candidates: [Candidate(text: "", value: .none, score: 0)], isOptional: definition.isOptional,
            isSensitive: definition.isSensitive)
    }

    private static let missing = 0.9

    /// Values of digits, and of Latin letters alone, are read once more by themselves, by readers that know what may stand
    /// in them.
    private func lookAgain(
        _ read: [(field: Field, glyphs: [PrintedText.Glyph])], _ template: FormTemplate, _ pages: [PaperPage]
    ) throws(Trouble) -> [String: [Reading]] {
        var tasks: [(name: String, task: ReadingTask)] = []
        for (field, glyphs) in read {
            guard let definition = template.fields.first(where: { $0.name == field.name }),
                let type = FieldTypes.named(field.type), type.medium == .writing,
                type.calibrationGroup == .digits || definition.letters != nil, let zone = glyphs.zone,
                let page = pages.first(where: { $0.registration.formPage == zone.page })
            else { continue }
            let dpi = min(300, max(150, page.registration.dpi))
            let crop = page.registration.piece(zone.grown(by: zone.height / 6), of: page.scan, dpi: dpi)
            let request = ReadingRequest(
                repertoire: definition.repertoire(of: type), hand: .print, fieldType: type.name)
            tasks.append((field.name, ReadingTask(crop: Crop(bitmap: Bitmap(crop), dpi: dpi), request: request)))
        }
        let readings = try recognisers.read(tasks.map(\.task))
        return Dictionary(zip(tasks.map(\.name), readings)) { first, _ in first }
    }
}

extension FormAlignment {
    /// Dots per inch of the scan, where it lies on its paper as on a scanner.
    fileprivate var dpi: Double { toScan.magnification(at: Point(0, 0)) * 25.4 }

    /// A part of the paper, upright.
    ///
    /// - Parameter whitens: whether its paper is made white.
    func piece(_ zone: Zone, of page: ScannedPage, dpi: Double, whitens: Bool = true) -> GrayPixels {
        let pixels = page.bitmap.grayPixels()
        let map = Homography.scaling(x: 25.4 / dpi, y: 25.4 / dpi).then(.translation(x: zone.left, y: zone.top))
            .then(toScan)
            .then(.fromUpright(quarterTurns: quarterTurns, width: pixels.width, height: pixels.height))
        let part = pixels.resampled(
            width: max(1, Int(Measure.pixels(mm: zone.width, dpi: dpi))),
            height: max(1, Int(Measure.pixels(mm: zone.height, dpi: dpi))), through: map)
        return whitens ? part.whitened() : part
    }
}

extension Field {
    /// A person looks at it, for a reason that it doesn't have yet.
    fileprivate mutating func doubt(_ reason: Wording?) {
        guard let reason, !readings.isEmpty else { return }
        readings[0].doubt = readings[0].doubt ?? reason
    }

    /// Further readings of the same ink: those that say the same first.
    fileprivate mutating func add(_ readings: [Reading]) {
        guard let own = self.readings.first, !readings.isEmpty, !own.text.isEmpty else { return }
        self.readings += readings.filter { !$0.text.isEmpty && $0.doubt == nil }
    }
}
