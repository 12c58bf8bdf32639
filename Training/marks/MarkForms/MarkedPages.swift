import FieldTypes
import Forms
import Foundation
import Imaging
import JapaneseText
import Paperwork
import SampleForms

/// A sheet that was found to be its form, with its truth.
struct MarkedPage {
    var scan: ScannedPage
    var registration: FormAlignment
    var library: FormLibrary
    var definitions: [FieldDefinition]
    /// Of the fields, by name.
    var values: [String: FieldValue]
    /// Of the fields of random forms, by name, zone by zone.
    var deeds: [String: [MarkedForm.Deed]]
}

extension SheetOptions {
    private static let levels: [ScanLevel] = [.office, .clean, .office, .hard]

    /// Draws the sheets one by one; those that no form is found for are left out.
    func forEachPage(_ use: (MarkedPage) throws -> Void) throws {
        for seed in first..<first + UInt64(forms) {
            let form = MarkedForm(seed: seed, isApart: apart)
            let library = FormLibrary(form.design, blanks: [form.blank(dpi: 300)])
            for number in 0..<sheets {
                let level = Self.levels[number % Self.levels.count]
                let filled = form.filled(UInt64(number), level: level, doubtful: doubtful)
                guard let page = library.found(filled.sheet) else { continue }
                try use(
                    MarkedPage(
                        scan: page.scan, registration: page.registration, library: library,
                        definitions: library.templates[0].fields, values: filled.values, deeds: filled.deeds))
            }
        }
    }
}

/// The forms that Tema shows itself with, filled in and scanned; fields to write in are among their zones.
struct SamplePages {
    var design: FormDesign
    var level: ScanLevel
    var documents: Int
    var seed: UInt64

    func forEachPage(_ use: (MarkedPage) throws -> Void) throws {
        let blanks = design.pages.indices.map { page in
            let canvas = design.paper.canvas(dpi: 300)
            design.draw(page: page + 1, on: canvas)
            return canvas.grayPixels()
        }
        let library = FormLibrary(design, blanks: blanks)
        let register = ResidentRegister.drawn(count: 500, seed: 3)
        for document in 0..<documents {
            let batch = SampleBatch.drawn(
                design, level: level, documents: 1, seed: seed + UInt64(document), register: register)
            for drawn in batch.truth.documents {
                for page in drawn.pages {
                    guard let found = library.found(batch.sheets[page - 1]) else { continue }
                    try use(
                        MarkedPage(
                            scan: found.scan, registration: found.registration, library: library,
                            definitions: library.templates[0].fields, values: drawn.fields, deeds: [:]))
                }
            }
        }
    }
}

extension FormLibrary {
    convenience init(_ design: FormDesign, blanks: [GrayPixels]) {
        let paper = PaperSize(width: design.paper.width, height: design.paper.height)
        let fields = design.fields.map(FieldDefinition.init)
        let template = FormTemplate(
            id: design.id, version: "1", paper: paper, blank: URL(filePath: "/"), pages: blanks.count, fields: fields)
        let pages = blanks.enumerated().map { index, pixels in
            BlankFormPage(
                form: design.id, page: index + 1, paper: paper, pixels: pixels, dpi: 300,
                written: template.writtenZones(page: index + 1))
        }
        self.init(templates: [template], pages: pages)
    }

    func found(_ sheet: ScannedSheet) -> (scan: ScannedPage, registration: FormAlignment)? {
        let scan = ScannedPage(bitmap: Bitmap(sheet.pixels), dpi: sheet.dpi, number: 1)
        guard case .form(let registration) = identify(scan) else { return nil }
        return (scan, registration)
    }
}

extension FieldDefinition {
    fileprivate init(_ field: DesignedField) {
        let place: Place =
            switch field.place {
            case .zone(let zone): .zone(zone)
            case .cells(let cells): .cells(cells)
            case .options(let options): .options(options.map { Option(name: $0.name, zone: $0.zone) })
            case .table(let zone, _, _): .zone(zone)
            }
        self.init(
            name: field.name, type: field.type, place: place, writing: field.writing == "print" ? .print : .either,
            isOptional: true, era: field.era.flatMap(Era.init).map(EraSource.printed))
    }
}
