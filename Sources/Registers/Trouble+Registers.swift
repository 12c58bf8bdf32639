import Foundation
import JapaneseText
package import Paperwork

extension RegisterDefinition {
    /// The source's file name, for messages.
    var fileName: String {
        switch source {
        case .csv(let url, _), .sqlite(let url, _), .xlsx(let url, _): url.lastPathComponent
        case .postgresql(_, let table): table
        }
    }
}

extension RegisterDefinition {
    /// Declared columns, and the key, that are not among the source's own.
    /// - Returns: per column its name in job files, nil for the key, and what is wrong.
    package func lacking(among sourceColumns: [String]) -> [(name: String?, trouble: Trouble)] {
        if case .sqlite = source, spelled(as: sourceColumns) != self {
            return spelled(as: sourceColumns).lacking(among: sourceColumns)
        }
        let lacking = columns.sorted { $0.key < $1.key }.filter { !sourceColumns.contains($0.value) }
            .map { column -> (name: String?, trouble: Trouble) in
                (column.key, .registerLacks(column: column.value, isKey: false, among: sourceColumns, self))
            }
        guard columns[key] == nil, !sourceColumns.contains(key) else { return lacking }
        return lacking + [(nil, .registerLacks(column: key, isKey: true, among: sourceColumns, self))]
    }

    /// What is wrong where a job file asks for a column that the register has not.
    /// - Parameter columns: those that it has, by their names in job files.
    package func lacks(column: String, among columns: [String]) -> Trouble {
        .registerLacks(column: column, isKey: false, among: columns, self)
    }
}

extension Trouble {
    static func registerUnreadable(_ definition: RegisterDefinition, reason: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」のファイル \(definition.fileName) を開けません（\(reason)）。",
                en: "The file \(definition.fileName) of register '\(definition.name)' can't be opened (\(reason))."),
            remedy: Wording(
                ja: "ファイルの場所と読み取りの権限を確認してください。",
                en: "Check where the file is and that it may be read."))
    }

    static func registerEmpty(_ definition: RegisterDefinition) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」のファイル \(definition.fileName) は空です。",
                en: "The file \(definition.fileName) of register '\(definition.name)' is empty."),
            remedy: Wording(
                ja: "1行目に列の名前があるファイルを置いてください。",
                en: "Put a file there whose first line names the columns."))
    }

    static func registerTooLarge(_ definition: RegisterDefinition) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」の \(definition.fileName) が大きすぎます"
                    + "（上限 \(RecordTable.largestCount / 10_000)万件、4 GB）。",
                en: "\(definition.fileName) of register '\(definition.name)' is too large (limit "
                    + "\(RecordTable.largestCount / 1_000_000) million records, 4 GB)."),
            remedy: Wording(
                ja: "転出・死亡などの使わない記録と、使わない列を除いて書き出してください。",
                en: "Leave out records and columns that are not used."))
    }

    static func registerUnknownEncoding(_ name: String, _ definition: RegisterDefinition) -> Trouble {
        Trouble(
            .definition,
            Wording(
                ja: "台帳「\(definition.name)」の文字コード「\(name)」は使えません。",
                en: "Register '\(definition.name)' has an unknown encoding '\(name)'."),
            remedy: Wording(
                ja: "\(TextEncoding.allCases.map(\.rawValue).joined(separator: "、")) のどれかを指定するか、指定を省いてください。",
                en: "Give one of \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")), or none."))
    }

    /// - Parameters:
    ///   - encoding: the one in which it can't be read; nil where none was declared.
    ///   - written: the one that fits; nil where none does.
    static func registerUndecodable(
        line: Int, as encoding: TextEncoding?, written: WrittenEncoding?, _ definition: RegisterDefinition
    ) -> Trouble {
        let name = encoding?.rawValue ?? "UTF-8, CP932, UTF-16"
        let found = written.map {
            Wording(ja: "ファイルの文字コードは \($0.name) です。", en: " The file is written in \($0.name).")
        }
        return Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」のファイル \(definition.fileName) の\(line)行目を \(name) として読めません。"
                    + (found?.ja ?? ""),
                en: "Line \(line) of \(definition.fileName) of register '\(definition.name)' is not written in \(name)."
                    + (found?.en ?? "")),
            remedy: encodingRemedy(written))
    }

    private static func encodingRemedy(_ written: WrittenEncoding?) -> Wording {
        switch written {
        case nil:
            Wording(
                ja: "その行が壊れていないか確かめ、ファイルの文字コードを encoding: に指定するか、UTF-8 で保存し直してください。",
                en:
                    "See whether that line is damaged; name the file's encoding as encoding:, or save it again as UTF-8."
            )
        case .readable(let encoding) where encoding == .utf8 || encoding == .cp932:
            Wording(
                ja: "encoding: \(encoding.rawValue) と書くか、encoding: を省いてください。",
                en: "Write encoding: \(encoding.rawValue), or leave encoding: out.")
        case .readable:
            Wording(
                ja: "encoding: を省いてください。文字コードはファイルから分かります。",
                en: "Leave encoding: out: the file itself shows it.")
        case .eucJP, .iso2022JP:
            Wording(
                ja: "UTF-8 で保存し直してください（例: nkf -w）。",
                en: "Save the file again as UTF-8 (for instance with nkf -w).")
        }
    }

    /// - Parameters:
    ///   - first: the line with which the file begins, and how many cells it has.
    ///   - heading: the line that names the declared columns.
    static func registerHeadingBelow(
        first: Int, cells: Int, heading: Int, _ definition: RegisterDefinition
    ) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」のファイル \(definition.fileName) の\(first)行目は\(cells)列です。見出しは\(heading)行目のようです。",
                en: "Line \(first) of \(definition.fileName) of register '\(definition.name)' has "
                    + "\(cells.counted("cell")); the heading seems to be line \(heading)."),
            remedy: Wording(
                ja: "見出しより上の行（表題など）を除いてください。", en: "Remove the lines above the heading, such as a title."))
    }

    static func registerOpenQuote(line: Int, _ definition: RegisterDefinition) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」のファイル \(definition.fileName) の\(line)行目で始まる引用符（\"）が閉じていません。",
                en:
                    "A quote opened on line \(line) of \(definition.fileName) of register '\(definition.name)' is never closed."
            ),
            remedy: Wording(ja: "その行の引用符を直してください。", en: "Mend the quotes of that line."))
    }

    static func registerCutShort(line: Int, _ definition: RegisterDefinition) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」のファイル \(definition.fileName) は、\(line)行目の途中で切れたようです。",
                en: "\(definition.fileName) of register '\(definition.name)' seems to be cut off within line \(line)."),
            remedy: Wording(
                ja: "書き出しが終わったか確かめ、書き出し直してください。別の名前で書き出してから名前を変えると確実です。",
                en:
                    "See whether it was written to its end, and export it again. Better write it under another name, and "
                    + "rename it then."))
    }

    /// - Parameter lines: at least one.
    static func registerRagged(
        _ lines: [(line: Int, cells: Int)], expected: Int, _ definition: RegisterDefinition
    ) -> Trouble {
        let (line, cells) = lines[0]
        let others = lines.dropFirst().prefix(9).map { String($0.line) }
        let rest = lines.count - 1 - others.count
        let more =
            others.isEmpty
            ? Wording(verbatim: "")
            : Wording(
                ja: "同じような行: \(others.joined(separator: "、"))行目\(rest > 0 ? "、ほか\(rest)行" : "")。",
                en: " So do lines \(others.joined(separator: ", "))\(rest > 0 ? " and \(rest) more" : "").")
        return Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」のファイル \(definition.fileName) の\(line)行目は\(cells)列です"
                    + "（見出しは\(expected)列）。\(more.ja)",
                en:
                    "Line \(line) of \(definition.fileName) of register '\(definition.name)' has "
                    + "\(cells.counted("cell")), but its heading has \(expected).\(more.en)"),
            remedy: Wording(
                ja: "書き出しの途中で切れたファイルでないか、その行のコンマと引用符が正しいか確認してください。",
                en: "See whether the file was cut off while it was written, and look at the commas and quotes of that "
                    + "line."))
    }

    /// - Parameter trouble: what the database said, or that it said nothing.
    static func registerDatabaseSilent(_ definition: RegisterDefinition, _ trouble: Trouble) -> Trouble {
        Trouble(
            .store,
            Wording(
                ja: "台帳「\(definition.name)」の表 \(definition.fileName) を読めません: \(trouble.message.ja)",
                en: "The table \(definition.fileName) of register '\(definition.name)' can't be read: "
                    + trouble.message.en),
            remedy: Wording(
                ja: "データベースのサーバーが動いているか、利用者に読む権限があるか、ネットワークと接続先の指定を確認してください。"
                    + "それまでは、前に読み込んだ台帳で照合を続けます。",
                en:
                    "Check that the database's server runs, that its user may read the table, the network and the address. "
                    + "Until then, what was read before is used."),
            isPassing: true)
    }

    static func registerLacks(
        column: String, isKey: Bool, among columns: [String], _ definition: RegisterDefinition
    ) -> Trouble {
        let suggestion = EditDistance.nearest(to: column, among: columns)
        let role = isKey ? Wording(ja: "キーの列", en: "key column") : Wording(ja: "列", en: "column")
        return Trouble(
            .definition,
            Wording(
                ja: "台帳「\(definition.name)」に\(role.ja)「\(column)」がありません。"
                    + (suggestion.map { "「\($0)」のことですか。" } ?? ""),
                en: "Register '\(definition.name)' has no \(role.en) '\(column)'"
                    + (suggestion.map { " (did you mean '\($0)'?)." } ?? ".")),
            remedy: Wording(
                ja: "ある列は \(columns.joined(separator: "、")) です。設定かファイルを直してください。",
                en: "It has the columns \(columns.joined(separator: ", ")). Mend the declaration or the file."))
    }

    static func registerLacksTable(
        _ table: String, among tables: [String], _ definition: RegisterDefinition
    ) -> Trouble {
        let suggestion = EditDistance.nearest(to: table, among: tables)
        return Trouble(
            .definition,
            Wording(
                ja: "台帳「\(definition.name)」のファイル \(definition.fileName) に表「\(table)」がありません。"
                    + (suggestion.map { "「\($0)」のことですか。" } ?? ""),
                en: "\(definition.fileName) of register '\(definition.name)' has no table '\(table)'"
                    + (suggestion.map { " (did you mean '\($0)'?)." } ?? ".")),
            remedy: Wording(
                ja: "ある表は \(tables.joined(separator: "、")) です。",
                en: "It has the tables \(tables.joined(separator: ", "))."))
    }

    static func registerRepeatsColumn(_ column: String, _ definition: RegisterDefinition) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」に列「\(column)」が2つあります。",
                en: "Register '\(definition.name)' has two columns '\(column)'."),
            remedy: Wording(ja: "片方の名前を変えてください。", en: "Give one of them another name."))
    }

    static func registerRecordWithoutKey(line: Int, key: String, _ definition: RegisterDefinition) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」のファイル \(definition.fileName) の\(line)行目は、キーの列「\(key)」が空です。",
                en: "Line \(line) of \(definition.fileName) of register '\(definition.name)' has no key in '\(key)'."),
            remedy: Wording(ja: "キーを書き入れてください。", en: "Fill in the key."))
    }

    static func registerDuplicates(
        _ duplicates: [(key: String, lines: [Int])], _ definition: RegisterDefinition
    ) -> Trouble {
        let shown = duplicates.prefix(5)
        let more = duplicates.count - shown.count
        let ja = shown.map { "\($0.key)（\($0.lines.map(String.init).joined(separator: "、"))行目）" }
        let en = shown.map { "\($0.key) (lines \($0.lines.map(String.init).joined(separator: ", ")))" }
        return Trouble(
            .file,
            Wording(
                ja: "台帳「\(definition.name)」でキーが重なっています: \(ja.joined(separator: "、"))"
                    + (more > 0 ? "、ほか\(more)件。" : "。"),
                en: "Register '\(definition.name)' repeats keys: \(en.joined(separator: ", "))"
                    + (more > 0 ? " and \(more) more." : ".")),
            remedy: Wording(
                ja: "記録ごとに異なる列をキーにするか、重なりを除いてください。",
                en: "Choose a key that differs in every record, or remove the duplicates."))
    }
}
