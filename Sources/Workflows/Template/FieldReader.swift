import Forms
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
    private(set) var placed: [Placed] = []
    private var lines: [String: Int] = [:]

    init(file: DefinitionFile, paper: PaperSize?, pages: Int) {
        self.file = file
        self.paper = paper
        self.pages = pages
    }

    var definitions: [FieldDefinition] { placed.map(\.definition) }

    mutating func read(_ node: DefinitionNode) {
        guard let section = Section(node, TemplateKeys.field, name: "field", in: file) else { return }
        let name = section["name"].flatMap { file.columnName($0, "name") }
        if let name, let node = section["name"] { checkUnique(name, at: node) }
        let type = section["type"].flatMap { node in
            file.text(node, "type").flatMap { text in
                file.known(
                    text, Wording(ja: "項目の型", en: "field type"), among: KnownFieldType.allCases.map(\.rawValue),
                    at: node)
            }
        }
        .flatMap(KnownFieldType.init)
        let writing = section.choice("writing", of: Writing.self) ?? .either
        let label = section.text("label")
        let isOptional = section.flag("optional") ?? false
        let isSensitive = section.flag("sensitive") ?? false
        let lines = section.whole("lines", in: 1...50) ?? 1
        let era = section.text("era")
        checkEraUse(section, type: type)
        guard let type else { return }
        let places = PlaceReader(section: section, type: type, paper: paper, pages: pages)
        guard let place = places.place(), let name else { return }
        placed.append(
            Placed(
                definition: FieldDefinition(
                    name: name, label: label, type: type.rawValue, place: place, writing: writing,
                    isOptional: isOptional, isSensitive: isSensitive, lines: lines, era: era),
                node: node, zoneNode: section["zone"] ?? section["cells"] ?? section["options"] ?? node,
                eraNode: section["era"]))
    }

    func checkTogether() {
        checkEras()
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

    private func checkEraUse(_ section: Section, type: KnownFieldType?) {
        guard let node = section["era"], let type, type != .eraDate else { return }
        file.report(
            ja: "「era」は型が era-date の項目だけに書けます", en: "'era' belongs to fields of type era-date only", at: node)
    }

    private func checkEras() {
        for field in placed {
            guard let era = field.definition.era, let node = field.eraNode else { continue }
            let names = definitions.map(\.name).filter { $0 != field.definition.name }
            guard file.known(era, Wording(ja: "項目", en: "field"), among: names, at: node) != nil,
                let named = definitions.first(where: { $0.name == era })
            else { continue }
            guard ["circled", "choice", "text"].contains(named.type) else {
                file.report(
                    ja: "「\(era)」は元号の項目になれません（型が circled、choice、text のいずれかの項目を書きます）",
                    en: "'\(era)' cannot name an era: it must be of type circled, choice or text", at: node)
                continue
            }
        }
    }
}
