import Evidence
import FieldTypes
import Forms
import Foundation
import Paperwork
import Registers
import Rules
import Testing
import Workflows

/// A field type is one file: what it says of itself is all that the rooms need.
@Suite struct AddedTypeTests {
    /// A school year, as in 3年: a type that Tema doesn't have.
    private struct SchoolYearType: FieldType {
        let name = "school-year"
        let medium = FieldMedium.writing
        let repertoire: Repertoire = [.digits, .kanji]
        let characterCount: Int? = 2
        let shape = ValueShape.wholeNumber
        let comparison = ComparisonKind.number
        let calibrationGroup = CalibrationGroup.digits
        let canNameEra = true

        func candidates(from readings: [Reading], in context: FieldContext) -> [Candidate] {
            let text = readings.first?.text ?? ""
            return [Candidate(text: text, value: Int(text.prefix(1)).map { .integer($0) } ?? .none, score: 1)]
        }

        func printed(_ value: FieldValue, language: Language) -> String { value.plainText + "年" }
    }

    private let folder: WorkingFolder

    init() throws {
        var files = Samples.files
        files["Workflows/onestop/forms/onestop.yml"] = Samples.template.replacingOccurrences(
            of: "type: yen\n", with: "type: school-year\n")
        files["Workflows/onestop/workflow.yml"] = Samples.job.replacingOccurrences(
            of: "birth <= received", with: "amount BETWEEN 1 AND 6")
        folder = try WorkingFolder(files)
    }

    private func mistakes() throws -> [String] {
        let site = try #require(SiteReader.read(folder.file("tema.yml")).value)
        return folder.lines(WorkflowReader.read(folder.file("Workflows/onestop"), site: site).diagnostics)
    }

    @Test func isUnknownWithoutIt() throws {
        #expect(try mistakes().contains { $0.contains("unknown field type 'school-year'") })
    }

    @Test func isKnownToTemplatesAndJobFiles() throws {
        try FieldTypes.$added.withValue([SchoolYearType()]) {
            let mistakes = try mistakes()
            #expect(mistakes == [])
            #expect(FieldSchema.fieldTypes.last == "school-year")
            #expect(FieldSchema.columnTypes.last == "school-year")
        }
    }

    @Test func saysHowManyCellsItHas() throws {
        let cells = Samples.template.replacingOccurrences(
            of: "type: yen\n", with: "type: school-year\n    cells: 3\n")
        try folder.write(cells, to: "Workflows/onestop/forms/onestop.yml")
        try FieldTypes.$added.withValue([SchoolYearType()]) {
            let mistakes = try mistakes()
            #expect(mistakes.contains { $0.contains("a school-year has 2 cells, not 3") })
        }
    }

    @Test func rulesComparisonAndCalibrationFollowIt() throws {
        try FieldTypes.$added.withValue([SchoolYearType()]) {
            let rules = try RuleSet(["year > 10"], schema: RuleSchema(fields: [("year", "school-year")]))
            rules.load([Field(name: "year", type: "school-year", value: .integer(9), text: "9")])
            #expect(rules.verdicts(rules: [0]) == [.fails])
            #expect(Register.folded("３ 年", type: "school-year") == "3年")
            #expect(Calibration.group(of: "school-year") == "digits")
            #expect(FieldTypes.named("school-year")?.printed(.integer(3), language: .ja) == "3年")
        }
        #expect(Calibration.group(of: "school-year") == "letters")
    }
}
