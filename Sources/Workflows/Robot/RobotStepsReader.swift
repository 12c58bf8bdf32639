import FieldTypes
import Forms
import Foundation
import Paperwork

/// Reads the steps of a robot's script.
struct RobotStepsReader {
    let file: DefinitionFile
    /// The blocks that `use` may name.
    let blocks: [String]
    /// Nil where any name is taken.
    var fields: KnownFields?
    /// The tables whose rows are gone through around the step at hand.
    private var tables: [String] = []

    init(file: DefinitionFile, blocks: [String], fields: KnownFields?) {
        self.file = file
        self.blocks = blocks
        self.fields = fields
    }

    mutating func steps(_ node: DefinitionNode, _ name: String) -> [RobotStep] {
        var steps: [RobotStep] = []
        for item in file.list(node, name) ?? [] { if let step = step(item) { steps.append(step) } }
        return steps
    }

    mutating func verification(_ section: Section) -> RobotVerification? {
        let steps = section["steps"].map { self.steps($0, "steps") } ?? []
        let keep = section["keep"].map { kept($0) } ?? []
        guard let found = section["found"].flatMap({ place($0, "found") }),
            let absent = section["absent"].flatMap({ place($0, "absent") })
        else { return nil }
        return RobotVerification(steps: steps, found: found, absent: absent, keep: keep)
    }

    private mutating func step(_ node: DefinitionNode) -> RobotStep? {
        if let word = node.text {
            guard let name = stepName(word, at: node) else { return nil }
            switch name {
            case .accept: return RobotStep(action: .accept(nil), line: node.line)
            case .dismiss: return RobotStep(action: .dismiss, line: node.line)
            case .frame: return RobotStep(action: .frame(nil), line: node.line)
            default:
                file.report(ja: "「\(word)」の内容がありません", en: "'\(word)' needs to say what", at: node)
                return nil
            }
        }
        guard let entries = node.entries else {
            file.report(ja: "手順には「名前: 内容」を書きます", en: "a step takes its name and what it does", at: node)
            return nil
        }
        let named = entries.filter { $0.key.text != "commits" }
        for extra in named.dropFirst() {
            file.report(
                ja: "1つの手順に2つの操作は書けません。「- 」で分けてください",
                en: "a step does one thing: put '\(extra.key.text ?? "?")' into a step of its own", at: extra.key)
        }
        guard let entry = named.first, let name = stepName(entry.key.text ?? "?", at: entry.key) else { return nil }
        guard let action = action(name, entry.value, at: entry.key) else { return nil }
        var commit: RobotCommit?
        if let commits = entries.first(where: { $0.key.text == "commits" }) {
            guard [.click, .accept].contains(name) else {
                file.report(
                    ja: "「commits」は click か accept に書きます", en: "'commits' goes with click or accept", at: commits.key)
                return nil
            }
            commit = self.commit(commits.value)
        }
        return RobotStep(action: action, commit: commit, line: node.line)
    }

    private func stepName(_ word: String, at node: DefinitionNode) -> RobotStepName? {
        if let name = RobotStepName(rawValue: word) { return name }
        let wrong = Wording(ja: "「\(word)」という操作はありません", en: "unknown action '\(word)'")
        file.report(Suggestion.wording(wrong, name: word, among: RobotStepName.allCases.map(\.rawValue)), at: node)
        return nil
    }

    private mutating func action(
        _ name: RobotStepName, _ node: DefinitionNode, at key: DefinitionNode
    ) -> RobotStep.Action? {
        switch name {
        case .open: return text(node, "open").map { .open($0) }
        case .type: return pair(node, RobotKeys.type, "type").map { .type(into: $0, text: $1) }
        case .choose: return pair(node, RobotKeys.choose, "choose").map { .choose(from: $0, option: $1) }
        case .tick: return place(node, "tick").map { .tick($0, isOn: true) }
        case .untick: return place(node, "untick").map { .tick($0, isOn: false) }
        case .click: return place(node, "click").map { .click($0) }
        case .accept: return node.isNothing ? .accept(nil) : text(node, "accept").map { .accept($0) }
        case .dismiss: return .dismiss
        case .waitFor: return place(node, "wait-for").map { .waitFor($0) }
        case .expect:
            let isPair = node.entries?.contains { $0.key.text == "at" } ?? false
            if isPair { return pair(node, RobotKeys.expect, "expect").map { .expect(at: $0, text: $1) } }
            return place(node, "expect").map { .expect(at: $0, text: nil) }
        case .keep:
            let kept = kept(node)
            return kept.isEmpty ? nil : .keep(kept)
        case .upload: return pair(node, RobotKeys.upload, "upload").map { .upload(into: $0, file: $1) }
        case .download: return pair(node, RobotKeys.download, "download").map { .download($0, name: $1) }
        case .when: return condition(node)
        case .forEachRow: return rows(node)
        case .use:
            guard let block = file.text(node, "use") else { return nil }
            return file.known(block, Wording(ja: "手順のまとまり", en: "block"), among: blocks, at: node).map { .use($0) }
        case .frame: return node.isNothing ? .frame(nil) : place(node, "frame").map { .frame($0) }
        }
    }

    private func pair(_ node: DefinitionNode, _ keys: KeySet, _ name: String) -> (RobotPlace, RobotText)? {
        guard let section = Section(node, keys, name: name, in: file) else { return nil }
        let place = section[keys.required[0]].flatMap { self.place($0, keys.required[0]) }
        let text = section[keys.required[1]].flatMap { self.text($0, keys.required[1]) }
        guard let place, let text else { return nil }
        return (place, text)
    }

    private mutating func condition(_ node: DefinitionNode) -> RobotStep.Action? {
        guard let section = Section(node, RobotKeys.when, name: "when", in: file) else { return nil }
        let then = section["steps"].map { steps($0, "steps") } ?? []
        let otherwise = section["else"].map { steps($0, "else") } ?? []
        switch (section["that"], section["shown"]) {
        case (let that?, nil):
            guard let expression = file.text(that, "that") else { return nil }
            if let fields {
                for finding in RuleReview(fields: fields).findings(in: expression) where !finding.isWarning {
                    let place = file.position(ofScalar: finding.offset, in: that)
                    file.report(finding.message, line: place.line, column: place.column)
                }
            }
            return .when(that: expression, then: then, otherwise: otherwise)
        case (nil, let shown?):
            return place(shown, "shown").map { .whenShown($0, then: then, otherwise: otherwise) }
        default:
            file.report(
                ja: "「when」には that（項目の条件）か shown（画面にあるもの）のどちらかを書きます",
                en: "'when' takes either that (a condition over the fields) or shown (something on the page)", at: node)
            return nil
        }
    }

    private mutating func rows(_ node: DefinitionNode) -> RobotStep.Action? {
        guard let section = Section(node, RobotKeys.forEachRow, name: "for-each-row", in: file),
            let table = section.text("of"), let place = section["of"]
        else { return nil }
        if let fields, fields.areComplete,
            !fields.definitions.contains(where: { $0.name == table && $0.tableColumns != nil })
        {
            file.report(
                ja: "「\(table)」という表の項目はありません", en: "no field '\(table)' is a table", at: place)
            return nil
        }
        tables.append(table)
        defer { tables.removeLast() }
        return .forEachRow(table: table, steps: section["steps"].map { steps($0, "steps") } ?? [])
    }

    private mutating func commit(_ node: DefinitionNode) -> RobotCommit? {
        guard let section = Section(node, RobotKeys.commits, name: "commits", in: file),
            let done = section["done"].flatMap({ place($0, "done") })
        else { return nil }
        return RobotCommit(
            done: done, refused: section["refused"].flatMap { place($0, "refused") }, request: section.text("request"),
            keep: section["keep"].map { kept($0) } ?? [])
    }

    private mutating func kept(_ node: DefinitionNode) -> [RobotKeep] {
        guard let entries = node.entries, !entries.isEmpty else {
            file.report(ja: "「keep」には {項目: 画面の場所} を書きます", en: "'keep' takes {field: where it is}", at: node)
            return []
        }
        var kept: [RobotKeep] = []
        for entry in entries {
            guard let field = file.columnName(entry.key, "keep"), let place = place(entry.value, field) else {
                continue
            }
            fields?.add([field])
            kept.append(RobotKeep(field: field, place: place))
        }
        return kept
    }

    func place(_ node: DefinitionNode, _ name: String) -> RobotPlace? {
        if node.text != nil { return text(node, name).map { RobotPlace(kind: .any, value: $0) } }
        guard let section = Section(node, RobotKeys.place, name: name, in: file) else { return nil }
        let kinds = RobotPlace.Kind.allCases.filter { $0 != .any && section[$0.rawValue] != nil }
        guard kinds.count == 1, let kind = kinds.first,
            let value = section[kind.rawValue].flatMap({ text($0, kind.rawValue) })
        else {
            file.report(
                ja: "「\(name)」には label・button・link・role・cell・text・css のどれか1つを書きます",
                en: "'\(name)' takes one of label, button, link, role, cell, text and css", at: node)
            return nil
        }
        return RobotPlace(
            kind: kind, value: value, name: section["name"].flatMap { text($0, "name") },
            part: section.whole("part", in: 1...100))
    }

    /// A text with its placeholders; each of them is one that the document will have.
    func text(_ node: DefinitionNode, _ name: String) -> RobotText? {
        guard let source = file.text(node, name) else { return nil }
        var parts: [RobotText.Part] = []
        var rest = source[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { parts.append(.plain(String(rest[..<open]))) }
            if let part = part(String(rest[rest.index(after: open)..<close]), at: node) { parts.append(part) }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.plain(String(rest))) }
        return RobotText(parts: parts, source: source)
    }

    private func part(_ inner: String, at node: DefinitionNode) -> RobotText.Part? {
        let words = inner.split(separator: ".", maxSplits: 1).map(String.init)
        if words.count == 2, words[0] == "secret" { return .secret(words[1]) }
        if words.count == 2 {
            guard tables.contains(words[0]) else {
                file.report(
                    ja: "{\(inner)} は「for-each-row」の中でだけ使えます", en: "{\(inner)} stands only within 'for-each-row'",
                    at: node)
                return nil
            }
            return .column(table: words[0], column: words[1])
        }
        guard let fields else { return .field(inner) }
        return fields.known(inner, at: node, in: file, also: KnownFields.ofDocument).map { .field($0) }
    }
}
