package import FieldTypes
package import Imaging
internal import Paperwork
package import Recognition

/// The writing in a field's zone, as the recognisers get it.
package struct WritingCrop: Sendable {
    /// Its name in the template.
    package var field: String
    package var crop: Crop
    /// What its field type expects.
    package var repertoire: Repertoire
}

extension FormLibrary {
    /// The hand-written numbers on a registered page, in the template's order: fields of digits and signs alone, in a zone of
    /// one line or in the boxes of a comb.
    package func handWrittenNumbers(on page: ScannedPage, registration: FormAlignment) -> [WritingCrop] {
        guard let template = template(registration.form),
            let blank = self.page(registration.form, registration.formPage)
        else { return [] }
        let cutter = ZoneCutter(page: page, registration: registration, blank: blank)
        return template.fields.compactMap { definition in
            guard let zone = definition.zone, zone.page == registration.formPage, definition.writing != .print,
                definition.lines == 1, let type = FieldTypes.named(definition.type),
                type.repertoire.contains(.digits), type.repertoire.isSubset(of: [.digits, .signs])
            else { return nil }
            let crop: Crop
            switch (type.medium, definition.place) {
            case (.writing, .zone(let zone)): crop = cutter.writing(in: zone)
            case (.writing, .cells(let cells)): crop = cutter.writing(in: zone, cells: cells)
            default: return nil
            }
            return WritingCrop(field: definition.name, crop: crop, repertoire: type.repertoire)
        }
    }
}
