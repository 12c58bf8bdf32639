package import Paperwork
package import Recognition

/// A date with its era or Gregorian year.
package struct DateType: WrittenType {
    package let name = "date"
    package let repertoire: Repertoire = [.digits, .signs, .dateWords]

    func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        CalendarProof.normalForm(of: text, in: context)
    }

    package func printed(_ value: FieldValue, language: Language) -> String {
        CalendarProof.printed(value, language: language)
    }
}
