internal import FieldTypes
package import Imaging
package import Paperwork
package import Recognition

/// Reads the fields of registered pages. One per worker thread: it owns the recognisers' engines.
package final class DocumentReader {
    let library: FormLibrary
    let recognisers: Recognisers
    private let blanks = BlankZones()

    package init(library: FormLibrary, recognisers: Recognisers) {
        self.library = library
        self.recognisers = recognisers
    }

    /// The fields that the template has on that page, in its order, zone by zone.
    ///
    /// - Parameter known: the document's fields from its other pages, for eras that are named there.
    /// - Throws: `Trouble` of kind `.definition` where the registration names a form that the library lacks, or
    ///   `.installation` where a recogniser's engine or model is missing.
    package func read(
        page: ScannedPage, registration: FormAlignment, knowing known: [Field] = []
    ) throws(Trouble) -> [Field] {
        guard let template = library.template(registration.form),
            let blank = library.page(registration.form, registration.formPage)
        else { throw Self.unknownForm(registration) }
        let definitions = template.fields.filter { $0.isOnPage(registration.formPage) }
        let reader = try PageReader(
            cutter: ZoneCutter(page: page, registration: registration, blank: blank, blanks: blanks),
            text: try text(of: page, registration: registration, blank: blank, fields: definitions),
            covered: CoveredWriting(page, registration: registration, blank: blank, blanks: blanks),
            recognisers: recognisers, fields: definitions)
        var read: [String: Field] = [:]
        for definition in definitions.erasFirst {
            let era = definition.eraField.flatMap { name in read[name] ?? known.first { $0.name == name } }?.value
            read[definition.name] = try reader.field(definition, era: era)
        }
        return LostWriting.doubted(definitions.compactMap { read[$0.name] }, isBitonal: reader.isBitonal)
    }

    /// The page's own text; a scan's is read where a value has to be found on it.
    private func text(
        of page: ScannedPage, registration: FormAlignment, blank: BlankFormPage, fields: [FieldDefinition]
    ) throws(Trouble) -> PrintedText? {
        if let layer = page.textLayer {
            return PrintedText(layer, page: page, registration: registration, besides: blank.glyphs)
        }
        guard fields.contains(where: { $0.zone == nil }), let reader = recognisers.pageTextReader() else { return nil }
        let upright = page.bitmap.turned(quarterTurns: registration.quarterTurns).grayPixels()
        return PrintedText(
            try reader.read(upright), by: reader.name, registration: registration, besides: blank.glyphs)
    }

    private static func unknownForm(_ registration: FormAlignment) -> Trouble {
        Trouble(
            .definition,
            Wording(
                ja: "様式「\(registration.form)」の\(registration.formPage)ページ目が、ジョブファイルの様式にありません。",
                en: "Page \(registration.formPage) of form \(registration.form) is not among the workflow's forms."),
            remedy: Wording(
                ja: "ジョブファイルの forms を確かめて、この帳票をもう一度処理してください。",
                en: "Check `forms` in the job file and process the document again."))
    }
}

extension FieldDefinition {
    /// Where the field is, as one rectangle; nil for a field that has to be found.
    package var zone: Zone? {
        switch place {
        case .zone(let zone): zone
        case .cells(let cells): Zone.enclosing(cells)
        case .options(let options): Zone.enclosing(options.map(\.zone))
        case .table(let zone, _, _): zone
        case .find: nil
        }
    }

    /// The field that names the era of its year; nil where none does.
    var eraField: String? { if case .field(let name) = era { name } else { nil } }

    /// Fields that have to be found are looked for on the first page.
    fileprivate func isOnPage(_ page: Int) -> Bool { (zone?.page ?? 1) == page }
}

extension Array where Element == FieldDefinition {
    /// Fields that name an era before the dates that need it; else in order.
    var erasFirst: [FieldDefinition] {
        filter { $0.eraField == nil } + filter { $0.eraField != nil }
    }
}
