import Forms
import Foundation
import Paperwork

/// Reads one job file.
struct JobReader {
    let file: DefinitionFile
    let site: Site?
    private var forms = JobForms()
    private var lapsed: [String] = []

    init(file: DefinitionFile, site: Site?) {
        self.file = file
        self.site = site
    }

    /// Nil where the file has no content to speak of; incomplete where there are mistakes.
    mutating func workflow() -> Workflow? {
        guard let root = file.root, file.mayBe(.workflow),
            let section = Section(root, JobKeys.root, name: file.url.lastPathComponent, in: file)
        else {
            return nil
        }
        let id = section["workflow"].flatMap { file.identifier($0, "workflow") } ?? ""
        let title = section.text("title") ?? id
        let department = section.text("department") ?? ""
        if let node = section["forms"] { forms.read(node, in: file) }
        let intake = intake(section, id: id)
        var steps = StepsReader(file: file, site: site, forms: forms)
        if let node = section["steps"] { steps.read(node) }
        let time = section.section("time", JobKeys.time)
        let carried = time.map(carriedOver) ?? []
        let entry = time.flatMap { entryBaseline($0, steps.steps) }
        let baseline = time.flatMap { self.baseline($0, carried: carried) }
        let results = section.section("results", JobKeys.results)?.choice("sensitive", of: SensitiveResults.self)
        var workflow = Workflow(
            id: id, title: title, department: department, intake: intake, forms: forms.templates, steps: steps.steps,
            baseline: baseline.map { own in entry.map(own.followed) ?? own }, folder: file.folder, sha256: digest(),
            files: [file.url]
                + forms.sources.flatMap { [$0.file.url] + ($0.template.map { [$0.blank].compactMap { $0 } } ?? []) },
            showsSensitiveResults: results == .plain)
        workflow.entryBaseline = entry
        workflow.lapsedForms = lapsed
        workflow.carriedOver = carried.map { "\($0.form) \($0.version): \($0.by) \($0.on)" }
        workflow.timing = TimingReader(
            file: file, takesRecords: intake.records != nil, hasView: intake.view != nil
        ).timing(section)
        workflow.timeCosts = time.map(TimeCostsReader(file: file).costs) ?? TimeCosts()
        return workflow
    }

    private struct CarriedOver {
        var form: String
        var version: String
        var by: String
        var on: String
    }

    /// The versions that a named person lets the baseline hold for.
    private func carriedOver(_ time: Section) -> [CarriedOver] {
        guard let node = time["carried-over"] else { return [] }
        return (node.items ?? [node]).compactMap { entry in
            guard let section = Section(entry, JobKeys.carriedOver, name: "carried-over", in: file),
                let formNode = section["form"], let form = section.text("form"),
                let version = section.text("version"), let by = section.text("by"),
                let on = section["on"].flatMap({ file.date($0, "on") })
            else { return nil }
            if forms.areComplete {
                _ = file.known(
                    form, Wording(ja: "様式", en: "form"), among: forms.templates.map(\.id), at: formNode)
            }
            return CarriedOver(form: form, version: version, by: by, on: on)
        }
    }

    /// How `results.json` shows the values of sensitive fields.
    private enum SensitiveResults: String, CaseIterable { case masked, plain }

    private func intake(_ section: Section, id: String) -> Intake {
        let intake = section.section("intake", JobKeys.intake)
        let inbox = intake?["inbox"].flatMap { file.identifier($0, "inbox") } ?? id
        var result = Intake(
            inbox: inbox, split: intake?["split"].flatMap(split) ?? .form,
            priority: intake?.choice("priority", of: Intake.Priority.self) ?? .normal,
            records: intake?["records"].flatMap(records))
        if let node = intake?["view"] {
            result.view = TimingReader(file: file, takesRecords: false, hasView: true).view(node)
            if result.records == nil {
                result.records = RecordIntake(form: forms.templates.first?.id ?? "", columns: [:])
            }
        }
        return result
    }

    /// `records: true`, or what is not as the form's labels say.
    private func records(_ node: DefinitionNode) -> RecordIntake? {
        let first = forms.templates.first?.id ?? ""
        if node.entries == nil {
            return file.flag(node, "records") == true ? RecordIntake(form: first, columns: [:]) : nil
        }
        guard let section = Section(node, JobKeys.records, name: "records", in: file) else { return nil }
        var form = first
        if let node = section["form"], let name = file.text(node, "form"), forms.areComplete {
            form = file.known(name, Wording(ja: "様式", en: "form"), among: forms.templates.map(\.id), at: node) ?? first
        }
        let names = forms.templates.first { $0.id == form }?.fields.map(\.name) ?? []
        var columns: [String: String] = [:]
        for entry in section["columns"]?.entries ?? [] {
            guard let name = entry.key.text, let heading = file.text(entry.value, name) else { continue }
            if forms.areComplete {
                _ = file.known(name, Wording(ja: "項目", en: "field"), among: names, at: entry.key)
            }
            columns[name] = heading
        }
        return RecordIntake(form: form, columns: columns)
    }

    private func split(_ node: DefinitionNode) -> Intake.Split? {
        if node.entries != nil {
            let section = Section(node, JobKeys.splitPages, name: "split", in: file)
            return section?.whole("pages", in: 1...1000).map { .pages($0) }
        }
        guard let word = file.text(node, "split") else { return nil }
        let words = ["form": Intake.Split.form, "file": .file, "separator": .separator]
        if let split = words[word] { return split }
        let wrong = Wording(
            ja: "「split」に「\(word)」は書けません", en: "'split' cannot be '\(word)'")
        file.report(
            Suggestion.wording(wrong, name: word, among: ["form", "file", "{pages: 2}", "separator"]), at: node)
        return nil
    }

    private mutating func baseline(_ time: Section, carried: [CarriedOver]) -> Baseline? {
        if let node = time["valid-for"] { checkValidity(node, carried) }
        return time.section("baseline", JobKeys.baseline).flatMap(measured)
    }

    /// What typing a document into the other system takes, where that was timed apart. Every document that is done must
    /// have been entered, or some would save what nobody would have typed.
    private func entryBaseline(_ time: Section, _ steps: [Step]) -> Baseline? {
        guard let node = time["entry"], let section = time.section("entry", JobKeys.baseline) else { return nil }
        if !steps.contains(where: { $0.isLeaving && $0.when == nil }) {
            file.report(
                ja: "「entry」はすべての帳票で数えます。when のない enter・post・sql・hand-over がありません",
                en: "'entry' counts for every document: no enter, post, sql or hand-over is without 'when'",
                at: node)
        }
        return measured(section)
    }

    private func measured(_ section: Section) -> Baseline? {
        let minutes = section.number("minutes", in: 0.01...10_000)
        let spread = section.number("spread", in: 0...10_000)
        let sample = section.whole("sample", in: 1...1_000_000)
        let timed = section["timed"].flatMap { file.date($0, "timed") }
        let by = section.text("by")
        let approved = section.text("approved")
        guard let minutes, let spread, let sample, let timed, let by, let approved else { return nil }
        return Baseline(minutes: minutes, spread: spread, sample: sample, timed: timed, by: by, approved: approved)
    }

    /// A baseline holds for the forms that were timed; a new version of a form wants a new one.
    private mutating func checkValidity(_ node: DefinitionNode, _ carried: [CarriedOver]) {
        var timed: [String] = []
        for entry in node.items ?? [node] {
            guard let form = checkedForm(entry, carried) else { continue }
            if timed.contains(form) {
                file.report(
                    ja: "様式「\(form)」が2回書かれています", en: "the form '\(form)' is listed twice", at: entry)
            }
            timed.append(form)
        }
        if node.items?.isEmpty == true {
            file.report(ja: "「valid-for」に様式が1つもありません", en: "'valid-for' needs at least one form", at: node)
        }
        let others = forms.templates.map(\.id).filter { !timed.contains($0) }
        guard forms.areComplete, !timed.isEmpty, !others.isEmpty else { return }
        file.warn(
            ja: "従来作業時間は様式「\(others.joined(separator: "」「"))」では測られていません。測ったら「valid-for」の一覧に加えます",
            en:
                "the baseline was not timed with \(others.map { "'\($0)'" }.joined(separator: ", ")): once it is, add that to "
                + "the list of 'valid-for'", at: node)
    }

    /// The form that an entry of `valid-for` names, if the job has it.
    private mutating func checkedForm(_ node: DefinitionNode, _ carried: [CarriedOver]) -> String? {
        guard let section = Section(node, JobKeys.validFor, name: "valid-for", in: file),
            let formNode = section["form"], let form = section.text("form"), let version = section.text("version"),
            forms.areComplete,
            file.known(
                form, Wording(ja: "様式", en: "form"), among: forms.templates.map(\.id), at: formNode) != nil,
            let template = forms.templates.first(where: { $0.id == form }), let versionNode = section["version"]
        else { return nil }
        let isCarried = carried.contains { $0.form == form && $0.version == template.version }
        if template.version != version, !isCarried {
            lapsed.append("\(form) \(version) → \(template.version)")
            file.warn(
                ja: "従来作業時間は様式「\(form)」の\(version)版で測られましたが、今の様式は\(template.version)版です。測り直すか、"
                    + "責任者の名前で carried-over に書くまで、時間を数えません",
                en: "the baseline was timed with version \(version) of '\(form)', which is now version "
                    + "\(template.version): nothing counts until it is timed again, or carried-over names who let it hold",
                at: versionNode)
        }
        return form
    }

    /// Each file's length goes in before its bytes, so that no two sets of files share a digest.
    private func digest() -> String {
        var digest = SHA256()
        func add(_ bytes: Data) {
            digest.update(Array("\(bytes.count)\n".utf8))
            digest.update(bytes)
        }
        add(file.bytes)
        for source in forms.sources {
            add(source.file.bytes)
            if let blank = source.template?.blank, let bytes = try? Data(contentsOf: blank) { add(bytes) }
        }
        return digest.finished()
    }
}
