import FieldTypes
import Forms
import JapaneseText
import Paperwork

/// Reads the fields of one template, and checks them against each other.
struct FieldReader {
    /// A field with its places in the file.
    struct Placed {
        var definition: FieldDefinition
        var node: DefinitionNode
        /// What the field says about its zone: mistakes about overlaps stand there.
        var zoneNode: DefinitionNode
        var eraNode: DefinitionNode?
    }

    let file: DefinitionFile
    /// Nil where the paper is unknown: zones are then not checked against the page.
    let paper: PaperSize?
    let pages: Int
    /// Whether the template has no blank form.
    let isFree: Bool
    private(set) var placed: [Placed] = []
    private var lines: [String: Int] = [:]

    init(file: DefinitionFile, paper: PaperSize?, pages: Int, isFree: Bool = false) {
        self.file = file
        self.paper = paper
        self.pages = pages
        self.isFree = isFree
    }

    var definitions: [FieldDefinition] { placed.map(\.definition) }

    mutating func read(_ node: DefinitionNode) {
        guard let section = Section(node, TemplateKeys.field, name: "field", in: file) else { return }
        let name = section["name"].flatMap { file.columnName($0, "name") }
        if let name, let node = section["name"] { checkUnique(name, at: node) }
        let type = section["type"].flatMap { node in
            file.text(node, "type").flatMap { text in
                file.known(
                    text, Wording(ja: "項目の型", en: "field type"), among: FieldTypes.all.map(\.name), at: node)
            }
        }
        .flatMap(FieldTypes.named)
        let writing = section.choice("writing", of: Writing.self) ?? .either
        let label = section.text("label")
        let isOptional = section.flag("optional") ?? false
        let isSensitive = section.flag("sensitive") ?? false
        let lines = section.whole("lines", in: 1...50) ?? 1
        checkEraUse(section, type: type)
        let order = section.choice("order", of: FieldDefinition.DateOrder.self)
        if order != nil, let node = section["order"], type?.comparison != .date {
            file.report(ja: "「order」は日付の項目だけに書けます", en: "'order' belongs to dates only", at: node)
        }
        let letters = letters(section, type: type)
        guard let type else { return }
        let places = PlaceReader(section: section, type: type, paper: paper, pages: pages, isFree: isFree)
        guard let place = places.place(), let name else { return }
        placed.append(
            Placed(
                definition: FieldDefinition(
                    name: name, label: label, type: type.name, place: place, writing: writing,
                    isOptional: isOptional, isSensitive: isSensitive, lines: lines, order: order,
                    letters: letters),
                node: node, zoneNode: section["zone"] ?? section["cells"] ?? section["options"] ?? node,
                eraNode: section["era"]))
    }

    mutating func checkTogether() {
        readEras()
        ZoneOverlap.check(placed, in: file)
    }

    /// SQL folds the case of A to Z in column names, so two names may not differ by it alone.
    private mutating func checkUnique(_ name: String, at node: DefinitionNode) {
        if let line = lines[name.lowercased()] {
            file.report(
                ja: "「\(name)」という項目は\(line)行目にもあります", en: "the field '\(name)' is already on line \(line)", at: node)
        } else {
            lines[name.lowercased()] = node.line
        }
    }

    private func checkEraUse(_ section: Section, type: (any FieldType)?) {
        guard let node = section["era"], let type, !type.takesEra else { return }
        let types = Self.types(where: \.takesEra)
        file.report(
            ja: "「era」は型が \(types.ja) の項目だけに書けます", en: "'era' belongs to fields of type \(types.en) only", at: node)
    }

    private func letters(_ section: Section, type: (any FieldType)?) -> FieldDefinition.Letters? {
        let letters = section.choice("letters", of: FieldDefinition.Letters.self)
        guard let node = section["letters"], let type, !type.takesLetters else { return letters }
        let types = Self.types(where: \.takesLetters)
        file.report(
            ja: "「letters」は型が \(types.ja) の項目だけに書けます", en: "'letters' belongs to fields of type \(types.en) only",
            at: node)
        return nil
    }

    /// Settles what each `era` speaks of: the field of that name, else the era.
    private mutating func readEras() {
        for index in placed.indices {
            guard let node = placed[index].eraNode, let text = file.text(node, "era") else { continue }
            placed[index].definition.era = eraSource(text, of: placed[index].definition, at: node)
        }
    }

    private func eraSource(_ text: String, of field: FieldDefinition, at node: DefinitionNode) -> FieldDefinition
        .EraSource?
    {
        if let named = definitions.first(where: { $0.name == text && $0.name != field.name }) {
            if FieldTypes.named(named.type)?.canNameEra == true { return .field(text) }
            let types = Self.types(where: \.canNameEra)
            file.report(
                ja: "「\(text)」は元号の項目になれません（型が \(types.ja) の項目を書きます）",
                en: "'\(text)' cannot name an era: it must be of type \(types.en)", at: node)
            return nil
        }
        if let era = Era(named: text) { return .printed(era) }
        let known = definitions.map(\.name).filter { $0 != field.name } + Era.allCases.map(\.rawValue)
        _ = file.known(text, Wording(ja: "元号・項目", en: "era or field"), among: known, at: node)
        return nil
    }

    /// The names of such types, as in “date or era-date”.
    private static func types(where isSuch: (any FieldType) -> Bool) -> Wording {
        let names = FieldTypes.all.filter(isSuch).map(\.name)
        let first = names.dropLast().joined(separator: ", ")
        return Wording(
            ja: names.joined(separator: "、"), en: (first.isEmpty ? [] : [first + " or "]).joined() + (names.last ?? ""))
    }
}
