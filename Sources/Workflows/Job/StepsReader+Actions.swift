import Foundation
import Paperwork
import Registers

extension StepsReader {
    func readStep(_ node: DefinitionNode) -> ReadStep? {
        guard let section = Section(node, JobKeys.read, name: "read", in: file) else { return nil }
        guard let budget = section["error-budget"] else { return ReadStep(errorBudget: 0.001) }
        return file.share(budget, "error-budget").flatMap { checkedBudget($0, at: budget) }
    }

    /// Above this share a budget is no promise any more.
    private static let looseBudget = 0.05
    /// From this share on a value that passes unseen is as likely wrong as right.
    private static let absurdBudget = 0.5

    private func checkedBudget(_ share: Double, at node: DefinitionNode) -> ReadStep? {
        let shown = ReadableNumber.text(share * 100)
        guard share < Self.absurdBudget else {
            file.report(
                ja: "許容誤り率が\(shown)%では、確かめずに通る値の半分以上が誤りでもよいことになります。0.1%のように小さく書きます",
                en:
                    "with an error-budget of \(shown)% every second value that passes unseen may be wrong: write a small "
                    + "one, as in 0.1%",
                at: node)
            return nil
        }
        if share == 0 {
            file.warn(
                ja: "許容誤り率が0%では、どの項目も自動では確定せず、すべての帳票が人の確認を待ちます",
                en: "with an error-budget of 0% nothing is ever proved enough: every document waits for a person",
                at: node)
        } else if share > Self.looseBudget {
            let count = max(1, Int((share * 100).rounded()))
            file.warn(
                ja: "許容誤り率\(shown)%は大きすぎます。自動で確定した項目100個のうち約\(count)個が誤っていてよいことになります",
                en: "an error-budget of \(shown)% is large: of 100 values that pass unseen about \(count) may be wrong",
                at: node)
        }
        return ReadStep(errorBudget: share)
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
        let names = section.texts("on")
        let on = names.compactMap { fields.known($0.text, at: $0.node, in: file) }
        if let node = section["on"], node.items?.isEmpty == true {
            file.report(ja: "照合する項目が1つもありません", en: "'on' needs at least one field", at: node)
        }
        let fill = section["fill"].map(fill) ?? []
        fields.add(fill.map(\.field))
        let unlessFound = section.choice("unless-found", of: ReconcileStep.UnlessFound.self) ?? .review
        var places = ReconcileStep.Places()
        places.file = file.name
        for (name, node) in names { places.on[name] = node.place }
        for entry in section["fill"]?.entries ?? [] { places.fill[entry.key.text ?? ""] = entry.value.place }
        guard let register else { return nil }
        var step = ReconcileStep(register: register, on: on, fill: fill, unlessFound: unlessFound, places: places)
        if let differences = section.section("differences", JobKeys.differences) {
            step.differences.reading =
                differences.choice("reading", of: ReconcileStep.Differences.Reading.self) ?? .registered
            step.differences.variant =
                differences.choice("variant", of: ReconcileStep.Differences.Variant.self) ?? .accept
            step.differences.change = differences.choice("change", of: ReconcileStep.Differences.Change.self) ?? .review
        }
        return step
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
        let by = section["by"].map { file.identifier($0, "by") } ?? ReviewStep.anyone
        let second = section.texts("second-person").compactMap { fields.known($0.text, at: $0.node, in: file) }
        if let node = section["by"], let by, !ReviewStep.roles.contains(by) {
            let wrong = Wording(
                ja: "「\(by)」は確認をする役割ではありません。この業務の確認は、管理者（manager）だけができます",
                en: "'\(by)' is no role that settles documents: only managers can settle what waits")
            let wording = Suggestion.wording(wrong, name: by, among: ReviewStep.roles)
            file.warn(wording, line: node.line, column: node.column)
        }
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
        if !["{batch}", "{time}"].contains(where: name.contains) {
            file.warn(
                ja: "名前に {batch} も {time} もないため、同じ名前になるバッチの2つ目からは、名前にバッチの番号が付きます。{batch} を入れてください",
                en:
                    "the name has neither {batch} nor {time}: from the second batch with the same name on, the batch's id is "
                    + "appended; put {batch} into it", at: node)
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
