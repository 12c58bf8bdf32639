import JapaneseText
internal import Paperwork

/// A company's name as written: 株式会社 stays before or behind it; ㈱, （株） and the like are written out, and 御中 goes.
package struct CompanyType: WrittenType {
    package let name = "company"
    package let repertoire: Repertoire = [.kanji, .hiragana, .katakana, .latin, .digits, .signs]
    package let registerNames = ["会社名", "商号", "名称", "発行者", "支払先"]

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        var name = PlainText.normalized(text)
        for (short, long) in Self.forms { name = name.replacing(short, with: long) }
        // Blanks stay between Latin words only.
        let words = name.split(separator: " ").reduce(into: "") { joined, word in
            if let last = joined.last, let first = word.first, last.isASCII, first.isASCII { joined.append(" ") }
            joined += word
        }
        return NormalForm(value: .text(Titles.removed(from: words)))
    }

    private static let forms = [
        ("㈱", "株式会社"), ("(株)", "株式会社"), ("㈲", "有限会社"), ("(有)", "有限会社"), ("(同)", "合同会社"), ("(資)", "合資会社"),
        ("(名)", "合名会社"), ("(一社)", "一般社団法人"), ("(一財)", "一般財団法人"), ("(医)", "医療法人"),
    ]
}
