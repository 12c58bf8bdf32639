internal import Paperwork

/// What SQLite says of an expression that it can't parse, in the words of people who write rules.
enum SQLiteWords {
    /// - Parameter detail: SQLite's own message, in English.
    static func syntax(_ detail: String) -> Wording {
        if let word = between("near \"", "\": syntax error", in: detail) {
            return Wording(
                ja: "式として読めません。「\(word)」のあたりを確かめてください",
                en: "this is no valid expression: look at what stands near '\(word)'")
        }
        if let word = between("unrecognized token: \"", "\"", in: detail) {
            return Wording(
                ja: "式として読めません。「\(word)」は式に書けません（文字は 'A' のように半角の引用符で囲みます）",
                en: "this is no valid expression: '\(word)' can't stand in it (texts are put in quotes like 'A')")
        }
        if let name = between("wrong number of arguments to function ", "()", in: detail) {
            return Wording(
                ja: "関数「\(name)」に渡す値の数が違います", en: "the function '\(name)' does not take as many values")
        }
        if let name = between("misuse of aggregate: ", "()", in: detail)
            ?? between("misuse of aggregate function ", "()", in: detail)
        {
            return Wording(
                ja: "「\(name)」は表の項目についてだけ使えます（例: (SELECT \(name)(列) FROM 表)）",
                en: "'\(name)' works on a table field only, as in (SELECT \(name)(column) FROM table)")
        }
        if let name = between("ambiguous column name: ", "", in: detail) {
            return Wording(
                ja: "「\(name)」がどの表の列か分かりません。表.列 と書いてください",
                en: "'\(name)' may be of more than one table: write table.column")
        }
        if detail.hasPrefix("incomplete input") {
            return Wording(ja: "式が途中で終わっています", en: "the expression ends in the middle")
        }
        if detail.hasPrefix("sub-select returns") || detail.hasPrefix("row value misused") {
            return Wording(ja: "値を1つだけ返すように書いてください", en: "write it so that it gives one value")
        }
        return Wording(ja: "式として読めません。書き方を確かめてください", en: "this is no valid expression: \(detail)")
    }

    private static func between(_ start: String, _ end: String, in text: String) -> String? {
        guard text.hasPrefix(start), text.hasSuffix(end), text.count >= start.count + end.count else { return nil }
        return String(text.dropFirst(start.count).dropLast(end.count))
    }
}
