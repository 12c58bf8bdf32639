import JapaneseText
package import Paperwork

/// Something in a register that keeps it from being as good as it looks: how many values of a column, and one of them.
package struct RegisterFinding: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Keys that are not the ones they were; their records are never linked.
        case damagedKeys
        /// Numbers in a spreadsheet's short form, as 9.92E+08.
        case shortForms
        /// Numbers of a known length that are shorter: their zeros at the front are gone.
        case lostZeros
        /// Identifying numbers with a fraction, as 10000001.0.
        case fractions
        /// Dates in a column of identifying numbers: a spreadsheet took a code for one.
        case datesFromCodes
        /// A spreadsheet's signs for text, or NULs, around values, which were taken without them.
        case unwrapped
        /// Values of a date column that are no date.
        case noDates
        /// Letters of the private use area (外字), which mean something on one machine only.
        case privateLetters
        /// Letters that were lost before the register was written: U+FFFD.
        case lostLetters
        case controlCharacters
        /// Records with fewer cells than the heading.
        case shortRows
    }

    package var kind: Kind
    /// The register's name in the site file.
    package var register: String
    /// By its name in the source; nil where the finding is of whole records.
    package var column: String?
    /// Values that are so.
    package var count: Int
    /// Values that the column has; records where the finding is of whole records.
    package var total: Int
    /// The first such value; empty where there is none to show.
    package var example: String
    /// Where it is: the line of the source, from 1; nil where the source has no lines.
    package var line: Int?

    /// What is wrong.
    package var message: Wording {
        let subject =
            column.map { Wording(ja: "台帳「\(register)」の列「\($0)」", en: "column \($0) of \(register)") }
            ?? Wording(ja: "台帳「\(register)」の記録", en: "records of \(register)")
        return Wording(
            ja: "\(subject.ja): \(total)件中\(count)件\(words.ja)\(place.ja)",
            en: "\(subject.en): \(count) of \(total) \(words.en)\(place.en)")
    }

    private var place: Wording {
        switch (example.isEmpty, line) {
        case (false, let line?): Wording(ja: "（例: \(line)行目の \(example)）", en: ", e.g. \(example) (line \(line))")
        case (false, nil): Wording(ja: "（例: \(example)）", en: ", e.g. \(example)")
        case (true, let line?): Wording(ja: "（最初は\(line)行目）", en: " (the first in line \(line))")
        case (true, nil): Wording(verbatim: "")
        }
    }

    private var words: Wording {
        switch kind {
        case .damagedKeys: Wording(ja: "のキーが壊れています", en: "keys are damaged")
        case .shortForms: Wording(ja: "の数が短縮され、桁が失われています", en: "values are shortened numbers that have lost digits")
        case .lostZeros:
            Wording(ja: "の値の桁が足りず、先頭の0が失われたようです", en: "values lack digits: zeros at their front are lost, it seems")
        case .fractions: Wording(ja: "の番号に小数が付いています", en: "numbers have a fraction")
        case .datesFromCodes:
            Wording(ja: "の番号が日付に変わっています", en: "numbers were turned into dates")
        case .unwrapped:
            Wording(
                ja: "の値の前後に表計算ソフトの記号か NUL があり、除いて読みました",
                en: "values stood within a spreadsheet's signs or NULs, and were taken without them")
        case .noDates: Wording(ja: "の値が日付ではありません", en: "values are no date")
        case .privateLetters: Wording(ja: "の値に外字（私用領域の文字）があります", en: "values have private letters (外字)")
        case .lostLetters: Wording(ja: "の値で文字が失われています", en: "values have letters that were lost")
        case .controlCharacters: Wording(ja: "の値に制御文字があります", en: "values have control characters")
        case .shortRows:
            Wording(
                ja: "の行で終わりの列が足りず、空として読みました",
                en: "lack cells at their end, which were taken for empty")
        }
    }

    /// What to do.
    package var remedy: Wording {
        switch kind {
        case .damagedKeys:
            Wording(
                ja: "これらの記録には帳票を結び付けません。キーを文字列か整数として、元のシステムから書き出し直してください"
                    + "（表計算ソフトで開いて保存すると、また実数の列に入れると壊れます）。",
                en:
                    "No document is linked to these records. Export the register again from where it comes from, its key "
                    + "as text or a whole number: a spreadsheet that opens and saves it does this, and a column of real "
                    + "numbers.")
        case .shortForms:
            Wording(
                ja: "これらの値は照合に使えません。元のシステムから書き出し直してください（表計算ソフトで開いて保存すると壊れます）。",
                en:
                    "Such values tell nothing. Export the register again from where it comes from: opening and saving it in "
                    + "a spreadsheet does this.")
        case .lostZeros:
            Wording(
                ja: "照合では0を補って比べます。列を文字列として、元のシステムから書き出し直すと確実です"
                    + "（表計算ソフトで開いて保存すると失われます）。",
                en:
                    "They are compared with the zeros put back. Better export the register again from where it comes from, "
                    + "this column as text: a spreadsheet that opens and saves it does this.")
        case .fractions:
            Wording(
                ja: "照合では小数を除いて比べます。列を文字列として、元のシステムから書き出し直すと確実です。",
                en:
                    "They are compared without it. Better export the register again from where it comes from, this column "
                    + "as text.")
        case .datesFromCodes:
            Wording(
                ja: "これらの値は照合に使えません。列を文字列として、元のシステムから書き出し直してください"
                    + "（表計算ソフトは 1-2 のような番号を日付にします）。",
                en:
                    "Such values tell nothing. Export the register again from where it comes from, this column as text: "
                    + "spreadsheets take a code such as 1-2 for a date.")
        case .unwrapped:
            Wording(
                ja: "元のシステムから、記号や NUL を付けずに書き出すと確実です。",
                en: "Better export the register without them from where it comes from.")
        case .noDates:
            Wording(
                ja: "これらの値は照合に使いません。1960-05-03 か 昭和35年5月3日 の形で書き出してください。",
                en: "Such values are not compared. Export dates as 1960-05-03 or 昭和35年5月3日.")
        case .privateLetters:
            Wording(
                ja: "読み取った文字とは一致しません。標準の文字に置き換えるか、その列で照合しないでください。",
                en: "They agree with nothing that is read. Put standard letters in their place, or reconcile by other "
                    + "columns.")
        case .lostLetters:
            Wording(
                ja: "元のシステムから、文字コードを確かめて書き出し直してください。",
                en: "Export the register again from where it comes from, in an encoding that has these letters.")
        case .controlCharacters:
            Wording(
                ja: "書き出しには入れません。元のシステムで除いてください。",
                en: "They go into no export. Remove them where the register comes from.")
        case .shortRows:
            Wording(
                ja: "その行のコンマを確かめてください。途中の列が抜けていると、値が隣の列に入ります。",
                en: "Look at the commas of such a line: where a cell in its middle is missing, values are a column off."
            )
        }
    }
}
