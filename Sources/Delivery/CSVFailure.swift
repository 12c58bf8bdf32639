import JapaneseText
package import Paperwork

/// Why a CSV file was not written.
package enum CSVFailure: Error, Sendable, Hashable {
    /// The encoding lacks these characters: all of them, in the order of the rows.
    case unencodable([CSVFile.Misfit], ExportEncoding)
    case trouble(Trouble)

    /// For a person; the first 20 characters by name, the rest by their number.
    package var trouble: Trouble {
        switch self {
        case .trouble(let trouble): trouble
        case .unencodable(let misfits, let encoding): Self.trouble(misfits, encoding)
        }
    }

    private static func trouble(_ misfits: [CSVFile.Misfit], _ encoding: ExportEncoding) -> Trouble {
        let shown = misfits.prefix(20)
        let rest = misfits.count - shown.count
        let areAllControls = misfits.allSatisfy { ControlCharacters.first(in: String($0.character)) != nil }
        let head =
            areAllControls
            ? Wording(
                ja: "書き出せない制御文字が\(misfits.count)個あるため、書き出していません。",
                en: "not written: \(misfits.count.counted("control character")) can't be exported:")
            : Wording(
                ja: "\(encoding.rawValue)にない文字が\(misfits.count)個あるため、書き出していません。",
                en:
                    "not written: \(misfits.count.counted("character is", "characters are")) not in \(encoding.rawValue):"
            )
        let ja = shown.map { "\n  \($0.cell.row)行目「\($0.cell.column)」: \($0.name)" }.joined()
        let en = shown.map { "\n  row \($0.cell.row), '\($0.cell.column)': \($0.name)" }.joined()
        return Trouble(
            .content,
            Wording(
                ja: head.ja + ja + (rest > 0 ? "\n  ほか\(rest)個" : ""),
                en: head.en + en + (rest > 0 ? "\n  and \(rest) more" : "")),
            remedy: areAllControls
                ? Wording(
                    ja: "値を直すか、「unencodable: geta」で〓に置き換えてください",
                    en: "mend the values, or write 〓 in their place with 'unencodable: geta'")
                : Wording(
                    ja: "「unencodable: geta」で〓に置き換えるか、「encoding: UTF-8-BOM」で書き出してください",
                    en: "write 〓 in their place with 'unencodable: geta', or choose 'encoding: UTF-8-BOM'"))
    }
}

extension CSVFile.Misfit {
    /// The character with its code points, because some look like others or like nothing.
    fileprivate var name: String {
        let codes = character.unicodeScalars.map(ControlCharacters.name).joined(separator: " ")
        return ControlCharacters.first(in: String(character)) == nil ? "\(character) (\(codes))" : codes
    }
}
