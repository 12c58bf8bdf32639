internal import FieldTypes
internal import Forms
internal import Foundation
internal import Paperwork
internal import Workflows

/// A template as its designer's page gets it.
struct TemplateView: Encodable, Sendable {
    /// What the page can do with a field's place.
    enum Kind: String, Encodable, Sendable {
        /// One rectangle.
        case zone
        /// One rectangle that is divided into boxes.
        case comb
        /// A row of rectangles, each given by itself.
        case cells
        case options
        /// One rectangle with rows and columns: moved as a whole.
        case table
        /// Found by its surroundings: not on the page.
        case find
    }

    struct Part: Encodable, Sendable {
        /// An option's; nil for others.
        var name: String?
        /// Left, top, width and height in millimetres.
        var zone: [Double]
    }

    struct Field: Encodable, Sendable {
        var name: String
        var label: String
        var type: String
        var writing: String
        var isOptional: Bool
        var isSensitive: Bool
        var lines: Int
        var page: Int
        var kind: Kind
        var parts: [Part]
        /// Of a comb.
        var count: Int?
        /// Of a table.
        var rows: Int?
        /// Of a table, in millimetres.
        var columns: [Double]?
        /// The era that is printed beside a date, or the field that has it; empty where none is said.
        var era = ""
        /// `latin`, or empty where any letters can stand there.
        var letters = ""
        /// Of a table, by key as its file has them; nil where they can't be changed from here.
        var columnList: [[String: [String]]]?
        /// In which a field without a place is found; nil where they can't be changed from here.
        var ways: [[String: [String]]]?
    }

    struct FieldTypeView: Encodable, Sendable {
        var name: String
        /// `writing`, `zone`, `options` or `table`.
        var placing: String
        var takesEra: Bool
        var takesLetters: Bool
    }

    var workflow: String
    var title: String
    var form: String
    /// Of the template's file, without its folder.
    var file: String
    var sha256: String
    /// Width and height in millimetres.
    var paper: [Double]
    var pages: Int
    /// There is a form to draw on; else fields are found by what stands around them.
    var hasBlank: Bool
    var fields: [Field]
    var types: [FieldTypeView]
    var mistakes: [TemplateDesk.Saved.Mistake]

    /// - Parameter template: nil where it has mistakes.
    init(
        _ place: TemplatePlace, sha256: String, text: TemplateText?, template: FormTemplate?,
        mistakes: [TemplateDesk.Saved.Mistake]
    ) {
        let form = template ?? place.form
        workflow = place.workflow.id
        title = place.workflow.title
        self.form = form.id
        file = place.file.lastPathComponent
        self.sha256 = sha256
        paper = [form.paper.width, form.paper.height]
        pages = form.pages
        hasBlank = place.blank != nil
        fields = (template?.fields ?? []).enumerated().map { index, field in
            Field(field, at: index, in: text)
        }
        types = FieldTypes.standard.map {
            FieldTypeView(name: $0.name, placing: "\($0.placing)", takesEra: $0.takesEra, takesLetters: $0.takesLetters)
        }
        self.mistakes = mistakes
    }
}

extension TemplateView.Field {
    /// As it stands in a template's text, from 0.
    init(_ field: FieldDefinition, at index: Int, in text: TemplateText?) {
        self.init(field, keys: text?.keys(ofField: index) ?? [])
        era = text?.value(of: "era", ofField: index) ?? ""
        switch kind {
        case .table: columnList = text?.mappings("columns", ofField: index)?.map(\.entries)
        case .find where FieldTypes.named(field.type)?.placing != .table:
            ways = text?.mappings("find", ofField: index)?.map(\.entries)
        default: break
        }
    }

    /// - Parameter keys: those that the template's text gives the field.
    init(_ field: FieldDefinition, keys: Set<String>) {
        name = field.name
        label = field.label == field.name ? "" : field.label
        type = field.type
        writing = field.writing.rawValue
        letters = field.letters?.rawValue ?? ""
        isOptional = field.isOptional
        isSensitive = field.isSensitive
        lines = field.lines
        switch field.place {
        case .zone(let zone): (kind, parts, page) = (.zone, [.init(zone)], zone.page)
        case .cells(let cells):
            page = cells.first?.page ?? 1
            if keys.contains("zone"), let whole = Zone.enclosing(cells) {
                (kind, parts, count) = (.comb, [.init(whole)], cells.count)
            } else {
                (kind, parts) = (.cells, cells.map { .init($0) })
            }
        case .options(let options):
            (kind, page) = (.options, options.first?.zone.page ?? 1)
            parts = options.map { .init($0.zone, name: $0.name) }
        case .table(let zone, let rows, let columns):
            (kind, parts, page) = (.table, [.init(zone)], zone.page)
            (self.rows, self.columns) = (rows, columns.map(\.width))
        case .find: (kind, parts, page) = (.find, [], 1)
        }
    }
}

extension TemplateView.Part {
    init(_ zone: Zone, name: String? = nil) {
        self.name = name
        self.zone = [zone.left, zone.top, zone.width, zone.height].map { ($0 * 1000).rounded() / 1000 }
    }
}
