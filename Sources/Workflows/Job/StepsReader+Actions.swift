import Foundation
import Paperwork
import Registers

extension StepsReader {
    func readStep(_ node: DefinitionNode) -> ReadStep? {
        guard let section = Section(node, JobKeys.read, name: "read", in: file) else { return nil }
        guard let budget = section["error-budget"] else { return ReadStep(errorBudget: 0.001) }
        return file.share(budget, "error-budget").map { ReadStep(errorBudget: $0) }
    }

    func checkStep(_ node: DefinitionNode) -> [CheckRule]? {
        guard let items = file.list(node, "check") else { return nil }
        if items.isEmpty { file.report(ja: "規則が1つもありません", en: "'check' needs at least one rule", at: node) }
        return items.compactMap { item in
            guard let section = Section(item, JobKeys.rule, name: "rule", in: file) else { return nil }
            let that = section["that"].flatMap { expression($0, "that") }
            guard let that, let otherwise = section.text("else") else { return nil }
            return CheckRule(that: that, otherwise: otherwise)
        }
    }

    mutating func reconcileStep(_ node: DefinitionNode) -> ReconcileStep? {
        guard let section = Section(node, JobKeys.reconcile, name: "reconcile", in: file) else { return nil }
        let register = section["with"].flatMap(register)
        let on = section.texts("on").compactMap { fields.known($0.text, at: $0.node, in: file) }
        if let node = section["on"], node.items?.isEmpty == true {
            file.report(ja: "照合する項目が1つもありません", en: "'on' needs at least one field", at: node)
        }
        let fill = section["fill"].map(fill) ?? []
        fields.add(fill.map(\.field))
        let unlessFound = section.choice("unless-found", of: ReconcileStep.UnlessFound.self) ?? .review
        return register.map { ReconcileStep(register: $0, on: on, fill: fill, unlessFound: unlessFound) }
    }

    private func register(_ node: DefinitionNode) -> RegisterDefinition? {
        if node.entries != nil { return RegisterReader(file: file).definition(node, name: nil) }
        guard let name = file.text(node, "with") else { return nil }
        if let register = site?.registers.first(where: { $0.name == name }) { return register }
        let wrong =
            site == nil
            ? Wording(
                ja: "台帳「\(name)」を探すサイトファイル（tema.yml）がありません。--site で指定してください",
                en: "there is no site file (tema.yml) that declares the register '\(name)': give one with --site")
            : Wording(ja: "台帳「\(name)」がサイトファイルにありません", en: "the site file has no register '\(name)'")
        file.report(Suggestion.wording(wrong, name: name, among: site?.registers.map(\.name) ?? []), at: node)
        return nil
    }

    private func fill(_ node: DefinitionNode) -> [FilledField] {
        guard let entries = node.entries else {
            file.report(
                ja: "「fill」には {新しい項目: 台帳の列} を書きます", en: "'fill' takes {new field: the register's column}",
                at: node)
            return []
        }
        return entries.compactMap { entry in
            guard let field = file.columnName(entry.key, "fill"), let column = file.text(entry.value, field) else {
                return nil
            }
            if fields.contains(field) {
                file.report(
                    ja: "「\(field)」という項目がもうあります。別の名前にしてください",
                    en: "the field '\(field)' is there already: choose another name", at: entry.key)
            }
            return FilledField(field: field, column: column)
        }
    }

    func reviewStep(_ node: DefinitionNode) -> ReviewStep? {
        guard let section = Section(node, JobKeys.review, name: "review", in: file) else { return nil }
        let by = section["by"].map { file.identifier($0, "by") } ?? "clerk"
        let second = section.texts("second-person").compactMap { fields.known($0.text, at: $0.node, in: file) }
        return by.map { ReviewStep(by: $0, secondPerson: second) }
    }

    func exportStep(_ node: DefinitionNode) -> ExportStep? {
        guard let section = Section(node, JobKeys.export, name: "export", in: file) else { return nil }
        let name = section["file"].flatMap(fileName)
        let encoding = section.choice("encoding", of: ExportEncoding.self) ?? .utf8BOM
        let unencodable = section.choice("unencodable", of: Unencodable.self) ?? .fail
        let columns = section["columns"].map(exportColumns) ?? []
        let whenWaiting = section.choice("when-waiting", of: ExportStep.WhenWaiting.self) ?? .hold
        if let first = earlierExports.first, first.whenWaiting != whenWaiting {
            file.report(
                ja: "「when-waiting」は、すべての「export」で同じにしてください（最初のものは \(first.whenWaiting.rawValue) です）",
                en: "'when-waiting' must be the same in every 'export' (the first has \(first.whenWaiting.rawValue))",
                at: section["when-waiting"] ?? node)
        }
        return name.map {
            ExportStep(
                file: $0, encoding: encoding, unencodable: unencodable, columns: columns, whenWaiting: whenWaiting)
        }
    }

    private func exportColumns(_ node: DefinitionNode) -> [ExportStep.Column] {
        guard let entries = node.entries, !entries.isEmpty else {
            file.report(
                ja: "「columns」には {見出し: 項目} を書きます", en: "'columns' takes {heading: field}", at: node)
            return []
        }
        return entries.compactMap { entry in
            guard let header = file.text(entry.key, "columns"), let name = file.text(entry.value, header),
                let field = fields.known(name, at: entry.value, in: file, also: KnownFields.ofDocument)
            else { return nil }
            return ExportStep.Column(header: header, field: field)
        }
    }

    private func fileName(_ node: DefinitionNode) -> String? {
        guard let name = file.text(node, "file") else { return nil }
        if name.contains("/") || name.contains("\\") || name.hasPrefix(".") {
            file.report(
                ja: "「file」にはファイル名だけを書きます（フォルダーは --out で決めます）",
                en: "'file' is a name without folders (--out says where it goes)", at: node)
        }
        for wrong in Self.placeholders(in: name) where !ExportStep.placeholders.contains(wrong) {
            let message = Wording(ja: "{\(wrong)} は使えません", en: "unknown placeholder {\(wrong)}")
            file.report(Suggestion.wording(message, name: wrong, among: ExportStep.placeholders), at: node)
        }
        if let ending = ExportStep.takenEndings.first(where: name.hasSuffix) {
            file.report(
                ja: "「\(ending)」で終わる名前は、Tema が書き出しに添えるファイルの名前です。別の名前にしてください",
                en:
                    "a name that ends in '\(ending)' is one that Tema gives to what stands beside an export: choose another",
                at: node)
        }
        if earlierExports.contains(where: { $0.file == name }) {
            file.report(
                ja: "「\(name)」には前の「export」がもう書き出しています", en: "an earlier 'export' already writes '\(name)'",
                at: node)
        }
        return name
    }

    private var earlierExports: [ExportStep] {
        steps.compactMap { if case .export(let export) = $0.action { export } else { nil } }
    }

    private static func placeholders(in name: String) -> [String] {
        name.split(separator: "{").dropFirst(name.hasPrefix("{") ? 0 : 1).compactMap { part in
            part.firstIndex(of: "}").map { String(part[..<$0]) }
        }
    }
}

extension ExportStep {
    /// What a file's name may ask for, in braces.
    package static let placeholders = ["date", "time", "batch", "workflow"]
    /// Ends the name of the list of characters that an export's encoding lacked.
    package static let misfitsEnding = "-外字.csv"
    /// Endings of files that stand beside exports.
    static let takenEndings = [misfitsEnding, ".manifest.json"]
}
