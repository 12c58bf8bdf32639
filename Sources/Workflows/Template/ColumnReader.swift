import FieldTypes
import Forms
import JapaneseText
import Paperwork

/// Reads the columns of a table.
struct ColumnReader {
    let file: DefinitionFile

    /// - parameter keys: with `width` for a table in a zone, without for a table found by its heading.
    func columns(_ node: DefinitionNode, keys: KeySet) -> [FieldDefinition.Column] {
        guard let items = file.list(node, "columns") else { return [] }
        if items.isEmpty { file.report(ja: "列が1つもありません", en: "a table needs at least one column", at: node) }
        var columns: [FieldDefinition.Column] = []
        for item in items {
            guard let section = Section(item, keys, name: "column", in: file) else { continue }
            let name = section["name"].flatMap { file.columnName($0, "name") }
            if let name, let node = section["name"], columns.contains(where: { $0.name == name }) {
                file.report(ja: "「\(name)」という列が2つあります", en: "two columns are named '\(name)'", at: node)
            }
            let type = section["type"].flatMap(cellType)
            let width = section["width"].map { file.length($0, "width") } ?? 0
            let era = section["era"].flatMap { self.era($0, ofType: type) }
            if let name, let type, let width { columns.append(.init(name: name, type: type, width: width, era: era)) }
        }
        return columns
    }

    /// The era that the form prints in a column of dates.
    private func era(_ node: DefinitionNode, ofType type: String?) -> Era? {
        if let type, FieldTypes.named(type)?.takesEra != true {
            let types = FieldTypes.all.filter(\.takesEra).map(\.name)
            file.report(
                ja: "「era」は型が \(types.joined(separator: "、")) の列だけに書けます",
                en: "'era' belongs to columns of type \(types.joined(separator: " or ")) only", at: node)
            return nil
        }
        return file.text(node, "era").flatMap { text in
            if let era = Era(named: text) { return era }
            _ = file.known(text, Wording(ja: "元号", en: "era"), among: Era.allCases.map(\.rawValue), at: node)
            return nil
        }
    }

    /// A cell is a zone: types that need options or rows of their own can't stand in one.
    private func cellType(_ node: DefinitionNode) -> String? {
        let types = FieldTypes.all.filter(\.placing.fitsCell).map(\.name)
        return file.text(node, "type").flatMap {
            file.known($0, Wording(ja: "列の型", en: "column type"), among: types, at: node)
        }
    }
}
