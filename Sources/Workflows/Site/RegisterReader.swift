import Foundation
import Paperwork
import Registers

/// Reads where a register's records come from, in a site file or in place in a job file.
struct RegisterReader {
    static let keys = KeySet(
        "register", required: ["key"],
        optional: [
            "csv", "encoding", "sqlite", "table", "columns", "xlsx", "sheet", "postgresql", "refresh",
        ])
    private static let encodings = ["CP932", "UTF-8"]

    let file: DefinitionFile

    /// - parameter name: nil for a register in place, which is called by its file.
    func definition(_ node: DefinitionNode, name: String?) -> RegisterDefinition? {
        guard let section = Section(node, Self.keys, name: name ?? "with", in: file) else { return nil }
        let source = source(section)
        let columns = section["columns"].map(columns) ?? [:]
        let refresh = section["refresh"].flatMap { minutes($0, "refresh") }
        guard let source, let key = section.text("key") else { return nil }
        return RegisterDefinition(
            name: name ?? source.name, source: source.source, key: key, columns: columns,
            refreshMinutes: refresh ?? Self.refreshMinutes, declaration: declaration(section))
    }

    private static let refreshMinutes = 60

    private func declaration(_ section: Section) -> RegisterDefinition.Declaration {
        let columns = section["columns"]?.entries ?? []
        return RegisterDefinition.Declaration(
            file: file.name, register: section.node.place, key: section["key"]?.place,
            columns: Dictionary(
                columns.compactMap { entry in entry.key.text.map { ($0, entry.value.place) } }, uniquingKeysWith: { $1 }
            ))
    }

    private struct Found {
        var source: RegisterDefinition.Source
        /// What a register in place is called by.
        var name: String

        init(_ source: RegisterDefinition.Source, _ url: URL) {
            self.source = source
            name = url.deletingPathExtension().lastPathComponent
        }

        init(_ source: RegisterDefinition.Source, name: String) {
            self.source = source
            self.name = name
        }
    }

    /// Keys that belong to some kinds of source alone.
    private static let ownKeys: [(key: String, sources: [String])] = [
        ("encoding", ["csv"]), ("sheet", ["xlsx"]), ("table", ["sqlite", "postgresql"]), ("refresh", ["postgresql"]),
    ]

    private func source(_ section: Section) -> Found? {
        let kinds = ["csv", "xlsx", "sqlite", "postgresql"].filter { section[$0] != nil }
        guard kinds.count == 1, let kind = kinds.first, let node = section[kind] else {
            file.report(
                ja: "台帳には「csv」「xlsx」「sqlite」「postgresql」のどれか1つを書きます",
                en: "a register needs one of 'csv', 'xlsx', 'sqlite' and 'postgresql'", at: section.node)
            return nil
        }
        for (key, sources) in Self.ownKeys where !sources.contains(kind) {
            guard let node = section[key] else { continue }
            file.report(
                ja: "「\(key)」は \(sources.joined(separator: " と ")) の台帳だけに書けます",
                en: "'\(key)' belongs to \(sources.joined(separator: " and ")) registers", at: node)
        }
        let table = section.text("table")
        if ["sqlite", "postgresql"].contains(kind), section["table"] == nil {
            file.report(
                ja: "\(kind) の台帳には「table」が要ります",
                en: "\(kind == "sqlite" ? "an sqlite" : "a postgresql") register needs 'table'", at: section.node)
        }
        switch kind {
        case "csv":
            let encoding = section["encoding"].flatMap(encoding)
            return existingFile(node, kind).map { Found(.csv($0, encoding: encoding), $0) }
        case "xlsx":
            let sheet = section.text("sheet")
            return existingFile(node, kind).map { Found(.xlsx($0, sheet: sheet), $0) }
        case "sqlite":
            guard let url = existingFile(node, kind), let table else { return nil }
            return Found(.sqlite(url, table: table), url)
        default:
            guard let address = address(node), let table else { return nil }
            return Found(.postgresql(address: address, table: table), name: table)
        }
    }

    private func address(_ node: DefinitionNode) -> String? {
        guard let text = file.text(node, "postgresql") else { return nil }
        guard ["postgresql://", "postgres://"].contains(where: { text.hasPrefix($0) }) else {
            file.report(
                ja: "「postgresql」には postgresql://利用者@サーバー/データベース を書きます",
                en: "'postgresql' must be postgresql://user@host/database", at: node)
            return nil
        }
        return text
    }

    private func minutes(_ node: DefinitionNode, _ name: String) -> Int? {
        let units = ["minute": 1, "minutes": 1, "hour": 60, "hours": 60, "day": 1440, "days": 1440]
        let words = (node.text ?? "").split(separator: " ")
        guard words.count == 2, let number = Int(words[0]), (1...1000).contains(number),
            let unit = units[String(words[1])]
        else {
            file.report(
                ja: "「\(name)」には時間を書きます（例: 30 minutes、2 hours、1 day）",
                en: "'\(name)' must be a time, as in 30 minutes, 2 hours or 1 day", at: node)
            return nil
        }
        return number * unit
    }

    private func existingFile(_ node: DefinitionNode, _ name: String) -> URL? {
        guard let path = file.text(node, name) else { return nil }
        let url = file.register(at: path)
        guard FileManager.default.isReadableFile(atPath: url.path) else {
            file.report(
                ja: "台帳のファイル「\(path)」がありません。このファイルのあるフォルダーからの場所を書きます",
                en: "the register's file '\(path)' is not there: write its place relative to this file's folder",
                at: node)
            return nil
        }
        return url
    }

    private func encoding(_ node: DefinitionNode) -> String? {
        guard let text = file.text(node, "encoding") else { return nil }
        return file.known(text, Wording(ja: "文字コード", en: "encoding"), among: Self.encodings, at: node)
    }

    private func columns(_ node: DefinitionNode) -> [String: String] {
        guard let entries = node.entries else {
            file.report(
                ja: "「columns」には {ここでの名前: 台帳の列} を書きます",
                en: "'columns' takes {name here: the register's column}", at: node)
            return [:]
        }
        let pairs = entries.compactMap { entry -> (String, String)? in
            guard let name = file.columnName(entry.key, "columns"), let column = file.text(entry.value, name) else {
                return nil
            }
            return (name, column)
        }
        return Dictionary(pairs) { first, _ in first }
    }
}

extension DefinitionNode {
    /// Where it stands in its file.
    var place: RegisterDefinition.Declaration.Place {
        RegisterDefinition.Declaration.Place(line: line, column: column)
    }
}
