import Foundation
import Paperwork

extension StepsReader {
    mutating func postStep(_ node: DefinitionNode) -> HandOverStep? {
        guard let section = Section(node, JobKeys.post, name: "post", in: file),
            let to = section["to"].flatMap({ file.identifier($0, "to") })
        else { return nil }
        var url: URL?
        if let node = section["url"] {
            url = node.text.flatMap { URL(string: $0) }.flatMap { ["http", "https"].contains($0.scheme) ? $0 : nil }
            if url == nil {
                file.report(
                    ja: "「url」には http:// か https:// で始まる場所を書きます",
                    en: "'url' must be an address that begins with http:// or https://", at: node)
            }
        }
        let body = section["body"].map { pairs($0, "body") } ?? []
        let headers = section["headers"].map { pairs($0, "headers") } ?? []
        var keep: [String: String] = [:]
        for entry in section["keep"]?.entries ?? [] {
            guard let field = file.columnName(entry.key, "keep"), let key = file.text(entry.value, field) else {
                continue
            }
            keep[field] = key
        }
        let kind = section.choice("as", of: BodyKind.self) ?? .json
        let step = url.map { url in
            handOver(
                to, section,
                .post(
                    .init(
                        url: url, isForm: kind == .form, body: body, headers: headers, keep: keep,
                        isRepeatable: section.flag("repeatable") ?? false,
                        certificate: section["certificate"].flatMap { texts.text($0, "certificate") },
                        key: section["key"].flatMap { texts.text($0, "key") },
                        authority: section["authority"].flatMap { texts.text($0, "authority") })))
        }
        fields.add(keep.keys.sorted())
        return step
    }

    /// How a record is written in a request.
    private enum BodyKind: String, CaseIterable { case json, form }

    func sqlStep(_ node: DefinitionNode) -> HandOverStep? {
        guard let section = Section(node, JobKeys.sql, name: "sql", in: file),
            let to = section["to"].flatMap({ file.identifier($0, "to") }),
            let database = section["database"].flatMap({ texts.text($0, "database") })
        else { return nil }
        let run = section["run"].map { $0.items ?? [$0] } ?? []
        let statements = run.compactMap { statement($0, "run") }
        let verify = section["verify"].flatMap { statement($0, "verify") }
        return handOver(to, section, .sql(.init(database: database, run: statements, verify: verify)))
    }

    mutating func folderStep(_ node: DefinitionNode) -> HandOverStep? {
        guard let section = Section(node, JobKeys.handOver, name: "hand-over", in: file),
            let to = section["to"].flatMap({ file.identifier($0, "to") }), let folder = section.text("folder")
        else { return nil }
        var readBack: [String: String] = [:]
        for entry in section["read-back"]?.entries ?? [] {
            guard let field = file.columnName(entry.key, "read-back"), let heading = file.text(entry.value, field)
            else {
                continue
            }
            readBack[field] = heading
        }
        let step = handOver(
            to, section,
            .folder(
                .init(
                    url: file.register(at: folder), columns: section["columns"].map { pairs($0, "columns") } ?? [],
                    readBack: readBack, isCP932: section.choice("encoding", of: ItemEncoding.self) == .cp932)))
        fields.add(readBack.keys.filter { !fields.names.contains($0) }.sorted())
        return step
    }

    /// How a work item is written.
    private enum ItemEncoding: String, CaseIterable {
        case utf8 = "utf-8"
        case cp932
    }

    private func handOver(_ to: String, _ section: Section, _ action: HandOverStep.Action) -> HandOverStep {
        HandOverStep(
            to: to, credentials: section["credentials"].flatMap { file.identifier($0, "credentials") },
            retry: section.number("retry", in: 0.1...86400) ?? 60,
            patience: section.number("patience", in: 0.1...3600) ?? 60, action: action, folder: file.register(at: "."))
    }

    var texts: RobotStepsReader { RobotStepsReader(file: file, blocks: [], fields: fields) }

    private func pairs(_ node: DefinitionNode, _ name: String) -> [HandOverStep.Pair] {
        guard let entries = node.entries else {
            file.report(ja: "「\(name)」には「名前: 値」を書きます", en: "'\(name)' takes name: value", at: node)
            return []
        }
        return entries.compactMap { entry in
            guard let key = file.text(entry.key, name), let text = texts.text(entry.value, key) else { return nil }
            return HandOverStep.Pair(name: key, text: text)
        }
    }

    /// `{field}` becomes an argument: no value is ever part of the statement.
    private func statement(_ node: DefinitionNode, _ name: String) -> HandOverStep.Statement? {
        guard let text = texts.text(node, name) else { return nil }
        var statement = HandOverStep.Statement(text: "", arguments: [])
        for part in text.parts {
            if case .plain(let plain) = part {
                statement.text += plain
            } else {
                statement.arguments.append(RobotText(parts: [part], source: text.source))
                statement.text += "?\(statement.arguments.count)"
            }
        }
        return statement
    }
}
