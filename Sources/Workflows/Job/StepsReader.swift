import Forms
import Paperwork
import Rules

/// Reads the steps of a job file, in the order in which they run.
struct StepsReader {
    let file: DefinitionFile
    let site: Site?
    private(set) var steps: [Step] = []
    /// What rules and columns may speak of at this point of the run.
    var fields: KnownFields
    private var names: [(name: StepName, node: DefinitionNode)] = []

    init(file: DefinitionFile, site: Site?, forms: JobForms) {
        self.file = file
        self.site = site
        fields = KnownFields(forms: forms)
    }

    mutating func read(_ node: DefinitionNode) {
        guard let items = file.list(node, "steps") else { return }
        for item in items { take(item) }
        let areAllKnown = items.count == names.count
        if areAllKnown, !names.contains(where: { $0.name == .read }) {
            file.report(
                ja: "「read」のステップがありません。最初のステップに書きます", en: "no step reads the forms: begin with 'read'", at: node)
        }
        if areAllKnown, !names.contains(where: { $0.name == .review }) {
            file.warn(
                ja: "「review」のステップがありません。確かめられない帳票は、それでも人の確認を待ちます。「export」の前に「- review」と書きます",
                en:
                    "no step lets people review: documents that can't be proved wait all the same; write '- review' before "
                    + "'export'", at: node)
        }
        checkNames(at: node)
    }

    private mutating func take(_ node: DefinitionNode) {
        if let word = node.text {
            guard let name = stepName(word, at: node) else { return }
            takeAction(
                name, DefinitionNode(line: node.line, column: node.column, content: .entries([])), at: node, when: nil)
            return
        }
        guard let entries = node.entries else {
            file.report(ja: "ステップには「名前: 内容」を書きます", en: "a step takes its name and what it does", at: node)
            return
        }
        let when = entries.first { $0.key.text == "when" }?.value
        let named = entries.filter { $0.key.text != "when" }
        for extra in named.dropFirst() {
            file.report(
                ja: "1つのステップに2つの処理は書けません。「- 」で分けてください",
                en: "a step does one thing: put '\(extra.key.text ?? "?")' into a step of its own", at: extra.key)
        }
        guard let entry = named.first else {
            file.report(ja: "ステップの名前がありません", en: "the step has no name", at: node)
            return
        }
        guard let name = stepName(entry.key.text ?? "?", at: entry.key) else { return }
        let content =
            entry.value.isNothing
            ? DefinitionNode(line: entry.key.line, column: entry.key.column, content: .entries([])) : entry.value
        takeAction(name, content, at: entry.key, when: when)
    }

    private func stepName(_ word: String, at node: DefinitionNode) -> StepName? {
        if let name = StepName(rawValue: word) { return name }
        let wrong = Wording(ja: "「\(word)」というステップはありません", en: "unknown step '\(word)'")
        file.report(Suggestion.wording(wrong, name: word, among: StepName.allCases.map(\.rawValue)), at: node)
        return nil
    }

    private mutating func takeAction(
        _ name: StepName, _ content: DefinitionNode, at node: DefinitionNode, when: DefinitionNode?
    ) {
        checkOrder(name, at: node)
        names.append((name, node))
        let condition = when.flatMap { self.condition(of: name, $0) }
        let action: Step.Action? =
            switch name {
            case .read: readStep(content).map { .read($0) }
            case .check: checkStep(content).map { .check($0) }
            case .reconcile: reconcileStep(content).map { .reconcile($0) }
            case .review: reviewStep(content).map { .review($0) }
            case .export: exportStep(content).map { .export($0) }
            case .enter: enterStep(content).map { .enter($0) }
            case .fill: fillStep(content).map { .fill($0) }
            case .post: postStep(content).map { .handOver($0) }
            case .sql: sqlStep(content).map { .handOver($0) }
            case .handOver: folderStep(content).map { .handOver($0) }
            }
        if let action { steps.append(Step(when: condition, action: action)) }
    }

    private func condition(of name: StepName, _ node: DefinitionNode) -> String? {
        guard name != .read else {
            file.report(
                ja: "「read」に「when」は書けません（まだ何も読み取っていません）",
                en: "'read' takes no 'when': nothing has been read yet", at: node)
            return nil
        }
        return expression(node, "when")
    }

    private func checkOrder(_ name: StepName, at node: DefinitionNode) {
        if name == .read, let first = names.first(where: { $0.name == .read }) {
            file.report(
                ja: "「read」は1回だけ書きます（\(first.node.line)行目にもあります）",
                en: "only one step may read (there is one on line \(first.node.line))", at: node)
        } else if name == .read, let earlier = names.first {
            file.report(
                ja: "「read」は最初に書きます（その前に「\(earlier.name.rawValue)」があります）",
                en: "'read' comes first, before '\(earlier.name.rawValue)'", at: node)
        }
        if name != .export, !StepName.leaving.contains(name),
            let leaving = names.first(where: { StepName.leaving.contains($0.name) })
        {
            file.report(
                ja: "「\(leaving.name.rawValue)」（\(leaving.node.line)行目）の後には置けません。前に移してください",
                en:
                    "'\(name.rawValue)' cannot follow '\(leaving.name.rawValue)' (line \(leaving.node.line)): "
                    + "move it before",
                at: node)
        }
        if name != .export, let export = names.first(where: { $0.name == .export }) {
            file.report(
                ja: "「export」（\(export.node.line)行目）の後には置けません。前に移してください",
                en: "'\(name.rawValue)' cannot follow 'export' (line \(export.node.line)): move it before", at: node)
        }
    }

    /// Fields of several forms, and those of a register, become columns of one table although no rule may speak of them.
    private func checkNames(at node: DefinitionNode) {
        do throws(Trouble) {
            _ = try RuleSet.check("1 = 1", schema: fields.schema)
        } catch {
            file.report(
                Wording(
                    ja: error.text(in: .ja).replacing("\n  → ", with: ""),
                    en: error.text(in: .en).replacing("\n  → ", with: " ")), line: node.line, column: node.column)
        }
    }

    /// A SQL expression over the fields known so far; each of its mistakes at its place.
    func expression(_ node: DefinitionNode, _ name: String) -> String? {
        guard let expression = file.text(node, name) else { return nil }
        for finding in RuleReview(fields: fields).findings(in: expression) {
            let place = file.position(ofScalar: finding.offset, in: node)
            if finding.isWarning {
                file.warn(finding.message, line: place.line, column: place.column)
            } else {
                file.report(finding.message, line: place.line, column: place.column)
            }
        }
        return expression
    }
}
