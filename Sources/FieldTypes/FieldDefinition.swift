package import JapaneseText
package import Paperwork

/// One field as a template declares it.
package struct FieldDefinition: Sendable, Hashable {
    /// Where its value is on the form.
    package enum Place: Sendable, Hashable {
        /// A rectangle that holds one or more lines of writing, or a mark, barcode, seal.
        case zone(Zone)
        /// A row of boxes with one character each, left to right.
        case cells([Zone])
        /// One rectangle per option: circled, choice, mark grid. In the template's order.
        case options([Option])
        /// A table: one rectangle, divided into `rows` equal rows and columns of given widths.
        case table(Zone, rows: Int, columns: [Column])
        /// For papers without a fixed layout: the ways to find it, in order of preference.
        case find([Finding])
    }

    /// What says of which era a date's year is, where that isn't written with it.
    package enum EraSource: Sendable, Hashable {
        /// The form prints it before the year.
        case printed(Era)
        /// The field of this name says it.
        case field(String)
    }

    /// Which letters can stand in a field whose type allows any.
    package enum Letters: String, Sendable, Hashable, CaseIterable {
        /// A to Z with digits and signs, and nothing Japanese.
        case latin
    }

    package struct Option: Sendable, Hashable {
        package var name: String
        package var zone: Zone

        package init(name: String, zone: Zone) {
            self.name = name
            self.zone = zone
        }
    }

    package struct Column: Sendable, Hashable {
        package var name: String
        /// A field type's name.
        package var type: String
        /// Millimetres.
        package var width: Double
        /// What the form prints of the era before each year; nil where the era is written or none is.
        package var era: Era?

        package init(name: String, type: String, width: Double, era: Era? = nil) {
            self.name = name
            self.type = type
            self.width = width
            self.era = era
        }
    }

    package var name: String
    /// For people; the name where the template gives none.
    package var label: String
    /// A field type's name, as in `my-number`.
    package var type: String
    package var place: Place
    package var writing: Writing
    package var isOptional: Bool
    package var isSensitive: Bool
    /// Lines of writing in the zone, from 1.
    package var lines: Int
    /// What says of which era a date's year is; nil where the era is written or none is.
    package var era: EraSource?
    /// In which order a date's day, month and year are written; nil where that is as in Japan, the year first.
    package var order: DateOrder?
    /// Which letters can stand there; nil where those of its type.
    package var letters: Letters?

    package init(
        name: String, label: String? = nil, type: String, place: Place, writing: Writing = .either,
        isOptional: Bool = false, isSensitive: Bool = false, lines: Int = 1, era: EraSource? = nil,
        order: DateOrder? = nil, letters: Letters? = nil
    ) {
        self.name = name
        self.label = label ?? name
        self.type = type
        self.place = place
        self.writing = writing
        self.isOptional = isOptional
        self.isSensitive = isSensitive
        self.lines = lines
        self.era = era
        self.order = order
        self.letters = letters
    }
}

extension FieldDefinition {
    /// The characters that can stand there.
    package func repertoire(of type: any FieldType) -> Repertoire {
        switch letters {
        case .latin: type.repertoire.intersection([.latin, .digits, .signs])
        case nil: type.repertoire
        }
    }

    /// The columns of a table, wherever it is on the page; nil for any other field.
    package var tableColumns: [Column]? {
        switch place {
        case .table(_, _, let columns): columns
        case .find(let ways): ways.lazy.compactMap(\.columns).first
        default: nil
        }
    }
}
