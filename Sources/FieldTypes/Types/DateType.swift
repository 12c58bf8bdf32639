package import Paperwork

/// A date with its era or Gregorian year.
package struct DateType: WrittenType {
    package let name = "date"
    package let repertoire: Repertoire = [.digits, .signs, .dateWords]
    package let units = ["年", "月", "日"]
    package let takesEra = true
    package let isPartedByGaps = true
    package let notations = NumberNotations.dates
    package let comparison = ComparisonKind.date
    package let calibrationGroup = CalibrationGroup.digits

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        CalendarProof.normalForm(of: text, in: context)
    }

    package func printed(_ value: FieldValue, language: Language) -> String {
        CalendarProof.printed(value, language: language)
    }
}
