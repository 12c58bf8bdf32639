package import Paperwork

/// One field of a filled form: what is put on the paper, and what a reader should make of it.
package struct FilledField: Sendable {
    /// What is put on the paper.
    package enum Entry: Sendable, Hashable {
        case nothing
        /// Free writing; lines are parted by `\n`.
        case text(String)
        /// One piece of writing per cell, in the cells' order; empty where a cell stays empty.
        case cells([String])
        /// Options that are marked; a checkbox that is ticked has the one option `""`.
        case marks([String])
    }

    package var name: String
    package var entry: Entry
    /// In the normal form.
    package var value: FieldValue

    package init(_ name: String, _ entry: Entry, _ value: FieldValue) {
        self.name = name
        self.entry = entry
        self.value = value
    }

    /// An empty field.
    static func empty(_ name: String, _ value: FieldValue = .none) -> FilledField {
        FilledField(name, .nothing, value)
    }

    /// A number in a comb of `cells` boxes, to the right as forms ask.
    static func comb(_ name: String, _ digits: String, cells: Int, _ value: FieldValue) -> FilledField {
        let padding = Array(repeating: "", count: max(0, cells - digits.count))
        return FilledField(name, .cells(padding + digits.map(String.init)), value)
    }
}

/// One filled form and the resident whom it speaks of.
package struct FilledForm: Sendable {
    package var form: String
    package var fields: [FilledField]
    /// The register's key of the person; nil for a stranger and for forms without a person.
    package var registerKey: String?

    package init(form: String, fields: [FilledField], registerKey: String?) {
        self.form = form
        self.fields = fields
        self.registerKey = registerKey
    }
}
