import FieldTypes
package import Paperwork

/// A zone in which writing could not be seen on any scan.
package struct ZoneFault: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The blank's own print, words and fills, covers this share of the zone, between 0 and 1.
        case covered(Double)
        /// It is narrower or lower than any character.
        case tooSmall
    }

    /// The template's id.
    package var form: String
    /// The field's name.
    package var field: String
    package var kind: Kind

    /// What is wrong and what to do, in one sentence for a line of a template file.
    package var wording: Wording {
        switch kind {
        case .covered(let share):
            let percent = Int((share * 100).rounded())
            return Wording(
                ja: "「\(field)」の読取枠は、白紙様式の印刷が\(percent)%を覆っていて、書かれた文字が見えません。"
                    + "枠を空白の部分に合わせるか、印刷の少ない白紙様式を使います（tema form show で確かめられます）",
                en:
                    "the blank's own print covers \(percent)% of the zone of '\(field)', so that writing can't be seen: move the zone "
                    + "onto empty paper, or use a blank without that print (tema form show draws it)")
        case .tooSmall:
            return Wording(
                ja: "「\(field)」の読取枠は小さすぎて文字が入りません。幅と高さを1.5mm以上にします",
                en: "the zone of '\(field)' is too small to hold a character: make it at least 1.5 mm wide and high")
        }
    }
}

extension FormLibrary {
    /// The share of a zone's inside, between 0 and 1, from which print that covers it is a mistake.
    package static let tooCovered = 0.3

    /// The fields of which some zone can't show writing, in the templates' order, each once.
    package func zoneFaults() -> [ZoneFault] {
        templates.flatMap { template in
            let zones = BlankZones()
            return template.fields.compactMap { field in
                fault(of: field, in: template, zones: zones).map {
                    ZoneFault(form: template.id, field: field.name, kind: $0)
                }
            }
        }
    }

    private func fault(of field: FieldDefinition, in template: FormTemplate, zones: BlankZones) -> ZoneFault.Kind? {
        var most = 0.0
        for place in field.inkPlaces {
            let parts = place.cells.isEmpty ? [place.zone] : place.cells
            if parts.contains(where: { min($0.width, $0.height) < ZoneCutter.smallest }) { return .tooSmall }
            guard let blank = page(template.id, place.zone.page) else { continue }
            let window = zones.zone(place.zone.grown(by: ZoneCutter.surroundings), of: blank)
            most = max(most, window.cover(of: parts.map { $0.pixels(dpi: blank.dpi).moved(into: window.rect) }))
        }
        return most > Self.tooCovered ? .covered(most) : nil
    }
}

extension FieldDefinition {
    /// Where ink is looked for that the blank does not have, marks apart.
    fileprivate var inkPlaces: [(zone: Zone, cells: [Zone])] {
        if case .zone(let zone) = place, FieldTypes.named(type)?.medium == .barcode { return [(zone, [])] }
        return writtenZones.map { ($0.zone, $0.cells) }
    }
}
