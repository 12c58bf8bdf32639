import JapaneseText
internal import Paperwork

/// A currency by its sign, its name or its code; the normal form is the code of ISO 4217.
package struct CurrencyType: WrittenType {
    package let name = "currency"
    package let repertoire = Repertoire.anyJapanese
    package let registerNames = ["通貨"]

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        var rest = Substring(Width.narrow(text).filter { !$0.isWhitespace }.uppercased())
        guard let code = Self.take(from: &rest) else {
            return .failing(
                text, context, rule: "currency", ja: "通貨がわかりません。通貨を確認してください。",
                en: "no currency that is known. Check the currency.")
        }
        return NormalForm(value: .text(code))
    }

    /// Takes the currency off the front or the end; nil where neither is one.
    static func take(from rest: inout Substring) -> String? {
        for (sign, code) in signs {
            if rest.prefix(sign.count).uppercased() == sign {
                rest = rest.dropFirst(sign.count)
                return code
            }
            if rest.suffix(sign.count).uppercased() == sign {
                rest = rest.dropLast(sign.count)
                return code
            }
        }
        return nil
    }

    /// The longest first where one begins another.
    private static let signs = [
        ("US$", "USD"), ("JPY", "JPY"), ("USD", "USD"), ("EUR", "EUR"), ("GBP", "GBP"), ("CNY", "CNY"), ("KRW", "KRW"),
        ("MYR", "MYR"), ("SGD", "SGD"), ("RM", "MYR"), ("S$", "SGD"), ("¥", "JPY"), ("円", "JPY"), ("€", "EUR"),
        ("£", "GBP"), ("₩", "KRW"), ("$", "USD"),
    ]
}
