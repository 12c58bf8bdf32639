import FieldTypes
package import Forms
package import Foundation
import Paperwork

/// Reads a template file into a form template, with every mistake that it holds.
package enum TemplateReader {
    /// Bytes: a template of 2,000 fields stays well below.
    static let sizeLimit = 1 << 20

    package static func read(_ url: URL) -> Checked<FormTemplate> {
        let parsed = parse(url)
        return Checked(parsed.template, from: parsed.file)
    }

    /// As `read`, with the file for its bytes. The template may be there, incomplete, although there are mistakes: so
    /// that a job file's own mistakes can be told apart from those of its templates.
    static func parse(_ url: URL) -> (template: FormTemplate?, file: DefinitionFile) {
        let file = DefinitionFile(url, limit: sizeLimit)
        guard let root = file.root, file.mayBe(.template),
            let section = Section(root, TemplateKeys.root, name: url.lastPathComponent, in: file)
        else {
            return (nil, file)
        }
        let id = section["form"].flatMap { file.identifier($0, "form") }
        let version = section.text("version")
        let paper = section["paper"].flatMap { paperSize($0, in: file) }
        let blank = section["blank"].flatMap { blankForm($0, in: file) }
        let isFree = section.choice("layout", of: Layout.self) == .free
        checkLayout(section, isFree: isFree)
        let pages = section.whole("pages", in: 1...1000) ?? 1
        let clues = ClueReader(file: file)
        let knownBy = section["known-by"].map { clues.clues($0, "known-by") } ?? []
        let firstPage = section["first-page"].map { clues.clues($0, "first-page") } ?? []
        var fields = FieldReader(file: file, paper: paper, pages: pages, isFree: isFree)
        if let nodes = section["fields"].flatMap({ file.list($0, "fields") }) {
            if nodes.isEmpty, let node = section["fields"] {
                file.report(ja: "項目が1つもありません", en: "a template needs at least one field", at: node)
            }
            nodes.forEach { fields.read($0) }
            fields.checkTogether()
        }
        guard let id else { return (nil, file) }
        let template = FormTemplate(
            id: id, version: version ?? "", paper: paper ?? PaperSize(width: 210, height: 297),
            blank: isFree ? nil : blank ?? file.folder, pages: pages, fields: fields.definitions, knownBy: knownBy,
            firstPage: firstPage, issuer: section["issuer"].flatMap { issuer($0, fields.definitions, in: file) })
        return (template, file)
    }

    private static func issuer(
        _ node: DefinitionNode, _ fields: [FieldDefinition], in file: DefinitionFile
    ) -> String? {
        file.text(node, "issuer").flatMap { name in
            file.known(name, Wording(ja: "項目", en: "field"), among: fields.map(\.name), at: node)
        }
    }

    /// `fixed`, which has a blank form, where nothing is said.
    private enum Layout: String, CaseIterable { case fixed, free }

    private static func checkLayout(_ section: Section, isFree: Bool) {
        for key in ["paper", "blank"] where !isFree && section[key] == nil {
            section.file.report(
                ja: "「\(key)」がありません（決まった枠のない書類には「layout: free」を書きます）",
                en: "the template lacks '\(key)' (papers without a form take 'layout: free')", at: section.node)
        }
        for key in isFree ? ["blank", "paper", "pages"] : ["known-by", "first-page", "issuer"] {
            guard let node = section[key] else { continue }
            section.file.report(
                ja: isFree ? "「layout: free」の様式には「\(key)」を書けません" : "「\(key)」は「layout: free」の様式だけに書けます",
                en: isFree
                    ? "a template with 'layout: free' takes no '\(key)'"
                    : "'\(key)' belongs to templates with 'layout: free'", at: node)
        }
    }

    private static func paperSize(_ node: DefinitionNode, in file: DefinitionFile) -> PaperSize? {
        if node.entries != nil {
            guard let section = Section(node, TemplateKeys.paper, name: "paper", in: file),
                let width = section["width"].flatMap({ file.length($0, "width") }),
                let height = section["height"].flatMap({ file.length($0, "height") })
            else { return nil }
            return PaperSize(width: width, height: height)
        }
        guard let name = file.text(node, "paper") else { return nil }
        if let size = Paper.size(name) { return size }
        let wrong = Wording(
            ja: "「\(name)」という用紙は知りません。A4 portrait や {width: 210mm, height: 297mm} のように書きます",
            en: "unknown paper '\(name)': write it as in 'A4 portrait' or {width: 210mm, height: 297mm}")
        file.report(Suggestion.wording(wrong, name: name, among: Paper.names), at: node)
        return nil
    }

    private static func blankForm(_ node: DefinitionNode, in file: DefinitionFile) -> URL? {
        guard let path = file.text(node, "blank") else { return nil }
        let url = file.file(at: path)
        guard FileManager.default.isReadableFile(atPath: url.path) else {
            file.report(
                ja: "未記入の様式「\(path)」がありません。このファイルのあるフォルダーからの場所を書きます",
                en: "the blank form '\(path)' is not there: write its place relative to this file's folder", at: node)
            return nil
        }
        return url
    }
}
