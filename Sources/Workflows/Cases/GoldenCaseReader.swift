import FieldTypes
import Forms
package import Foundation
import Paperwork

/// Reads a workflow's golden cases: `cases/NAME.yml` with a scan of that name beside it, or `cases/NAME/expected.yml`
/// with its scan in the same folder.
package enum GoldenCaseReader {
    static let sizeLimit = 1 << 20
    static let root = KeySet("root", required: ["documents"], optional: ["scan"])
    static let document = KeySet("document", required: ["fields"], optional: ["form", "pages"])
    private static let scanEndings: Set<String> = ["pdf", "tif", "tiff", "png", "jpg", "jpeg"]

    /// Where the cases of a workflow lie.
    package static func folder(besideJobFile file: URL) -> URL {
        file.deletingLastPathComponent().appendingPathComponent("cases")
    }

    /// By name; no cases where the workflow has no `cases` folder.
    package static func read(_ workflow: Workflow) -> Checked<[GoldenCase]> {
        let folder = folder(besideJobFile: workflow.files[0])
        var cases: [GoldenCase] = []
        var mistakes: [Diagnostic] = []
        for (name, url) in expectations(in: folder) {
            let file = DefinitionFile(url, limit: sizeLimit)
            if let read = goldenCase(name, file, workflow) { cases.append(read) }
            mistakes += file.mistakes
        }
        return Checked(cases, mistakes: mistakes)
    }

    private static func names(in folder: URL) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []
    }

    private static func expectations(in folder: URL) -> [(name: String, url: URL)] {
        names(in: folder).compactMap { entry in
            let url = folder.appendingPathComponent(entry)
            if url.pathExtension == "yml" { return (url.deletingPathExtension().lastPathComponent, url) }
            let inner = url.appendingPathComponent("expected.yml")
            return FileManager.default.fileExists(atPath: inner.path) ? (entry, inner) : nil
        }
    }

    private static func goldenCase(_ name: String, _ file: DefinitionFile, _ workflow: Workflow) -> GoldenCase? {
        guard let node = file.root, let section = Section(node, root, name: file.url.lastPathComponent, in: file) else {
            return nil
        }
        let scan = scan(section, file)
        let documents = section["documents"].flatMap { file.list($0, "documents") } ?? []
        let expected = documents.compactMap { Self.expected($0, file, workflow) }
        return scan.map { GoldenCase(name: name, scan: $0, documents: expected) }
    }

    private static func scan(_ section: Section, _ file: DefinitionFile) -> URL? {
        if let node = section["scan"] {
            guard let path = file.text(node, "scan") else { return nil }
            let url = file.file(at: path)
            guard FileManager.default.isReadableFile(atPath: url.path) else {
                file.report(ja: "スキャン「\(path)」がありません", en: "the scan '\(path)' is not there", at: node)
                return nil
            }
            return url
        }
        let stem = file.url.deletingPathExtension().lastPathComponent
        let beside = names(in: file.folder).map { file.folder.appendingPathComponent($0) }.filter {
            scanEndings.contains($0.pathExtension.lowercased())
                && (stem == "expected" || $0.deletingPathExtension().lastPathComponent == stem)
        }
        guard beside.count == 1 else {
            file.report(
                ja: "どのスキャンの正解例か分かりません。「scan: ファイル名」を書いてください",
                en: "which scan is this of? write 'scan: FILE'", at: section.node)
            return nil
        }
        return beside[0]
    }

    private static func expected(
        _ node: DefinitionNode, _ file: DefinitionFile, _ workflow: Workflow
    ) -> GoldenCase.Expected? {
        guard let section = Section(node, document, name: "document", in: file) else { return nil }
        let pages = (section["pages"].flatMap { file.list($0, "pages") } ?? []).compactMap {
            file.whole($0, "pages", in: 1...100_000)
        }
        guard let template = template(section, file, workflow) else { return nil }
        let values = ExpectedValueReader(file: file, template: template, filled: workflow.filledFields)
        let fields = section["fields"].map(values.fields) ?? [:]
        return GoldenCase.Expected(form: template.id, pages: pages, fields: fields)
    }

    private static func template(_ section: Section, _ file: DefinitionFile, _ workflow: Workflow) -> FormTemplate? {
        guard let node = section["form"], let id = file.text(node, "form") else {
            if workflow.forms.count > 1 {
                file.report(
                    ja: "「form」がありません（様式が2つ以上あります）", en: "'form' is missing: there are several forms", at: section.node)
                return nil
            }
            return workflow.forms.first
        }
        guard file.known(id, Wording(ja: "様式", en: "form"), among: workflow.forms.map(\.id), at: node) != nil else {
            return nil
        }
        return workflow.forms.first { $0.id == id }
    }
}

extension Workflow {
    /// The fields that reconciliation adds to a document.
    fileprivate var filledFields: [String] {
        steps.flatMap { step -> [String] in
            guard case .reconcile(let reconcile) = step.action else { return [] }
            return reconcile.fill.map(\.field)
        }
    }
}
