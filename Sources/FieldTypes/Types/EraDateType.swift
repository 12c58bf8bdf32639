package import Paperwork

/// A date in Japanese years: digits for year, month and day, with the era written or circled apart.
package struct EraDateType: WrittenType {
    package let name = "era-date"
    package let repertoire: Repertoire = [.digits, .signs, .dateWords]
    package let units = ["年", "月", "日"]
    package let takesEra = true
    package let isPartedByGaps = true
    package let notations = NumberNotations.dates
    package let comparison = ComparisonKind.date
    package let calibrationGroup = CalibrationGroup.digits

    package init() {}

    package func candidates(from readings: [Reading], in context: FieldContext) -> [Candidate] {
        Candidates.from(readings.map { CombDate.filled($0, in: context.definition) }) {
            normalForm(of: $0, in: context)
        }
    }

    package func normalForm(of text: String, in context: FieldContext) -> NormalForm {
        CalendarProof.normalForm(of: text, in: context)
    }

    package func printed(_ value: FieldValue, language: Language) -> String {
        CalendarProof.printed(value, language: language)
    }
}
