import Foundation
import Paperwork
import Registers

/// Reads where a register's records come from, in a site file or in place in a job file.
struct RegisterReader {
    static let keys = KeySet(
        "register", required: ["key"], optional: ["csv", "encoding", "sqlite", "table", "columns"])
    private static let encodings = ["CP932", "UTF-8"]

    let file: DefinitionFile

    /// - parameter name: nil for a register in place, which is called by its file.
    func definition(_ node: DefinitionNode, name: String?) -> RegisterDefinition? {
        guard let section = Section(node, Self.keys, name: name ?? "with", in: file) else { return nil }
        let source = source(section)
        let columns = section["columns"].map(columns) ?? [:]
        guard let source, let key = section.text("key") else { return nil }
        return RegisterDefinition(
            name: name ?? source.url.deletingPathExtension().lastPathComponent, source: source.source, key: key,
            columns: columns, declaration: declaration(section))
    }

    private func declaration(_ section: Section) -> RegisterDefinition.Declaration {
        let columns = section["columns"]?.entries ?? []
        return RegisterDefinition.Declaration(
            file: file.name, register: section.node.place, key: section["key"]?.place,
            columns: Dictionary(
                columns.compactMap { entry in entry.key.text.map { ($0, entry.value.place) } }, uniquingKeysWith: { $1 }
            ))
    }

    private func source(_ section: Section) -> (source: RegisterDefinition.Source, url: URL)? {
        switch (section["csv"], section["sqlite"]) {
        case (let csv?, nil):
            if let table = section["table"] {
                file.report(ja: "「table」は sqlite の台帳だけに書けます", en: "'table' belongs to sqlite registers", at: table)
            }
            let encoding = section["encoding"].flatMap(encoding)
            return existingFile(csv, "csv").map { (.csv($0, encoding: encoding), $0) }
        case (nil, let sqlite?):
            if let encoding = section["encoding"] {
                file.report(ja: "「encoding」は csv の台帳だけに書けます", en: "'encoding' belongs to csv registers", at: encoding)
            }
            let table = section.text("table")
            if section["table"] == nil {
                file.report(ja: "sqlite の台帳には「table」が要ります", en: "an sqlite register needs 'table'", at: section.node)
            }
            guard let url = existingFile(sqlite, "sqlite"), let table else { return nil }
            return (.sqlite(url, table: table), url)
        default:
            file.report(
                ja: "台帳には「csv」か「sqlite」のどちらか1つを書きます", en: "a register needs either 'csv' or 'sqlite'",
                at: section.node)
            return nil
        }
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
