import Evidence
import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import SampleForms
import Testing

/// Marks on random forms: boxes of all sizes, ovals, brackets, numbers, words and cells on grounds.
@Suite struct MarkedFormTests {
    private struct Question {
        var field: Field
        var truth: FieldValue
        var isClear: Bool
        var deeds: [MarkedForm.Deed]
    }

    private static func questions(seed: UInt64, isApart: Bool, doubtful: Double) throws -> [Question] {
        let form = MarkedForm(seed: seed, isApart: isApart)
        let paper = PaperSize(width: form.design.paper.width, height: form.design.paper.height)
        let fields = form.design.fields.map { field in
            let place: FieldDefinition.Place =
                switch field.place {
                case .zone(let zone): .zone(zone)
                case .cells(let cells): .cells(cells)
                case .table(let zone, _, _): .zone(zone)
                case .options(let options): .options(options.map { .init(name: $0.name, zone: $0.zone) })
                }
            return FieldDefinition(name: field.name, type: field.type, place: place, isOptional: true)
        }
        let template = FormTemplate(
            id: form.design.id, version: "1", paper: paper, blank: URL(filePath: "/"), pages: 1, fields: fields)
        let blank = BlankFormPage(
            form: form.design.id, page: 1, paper: paper, pixels: form.blank(dpi: 300), dpi: 300,
            written: template.writtenZones(page: 1))
        let library = FormLibrary(templates: [template], pages: [blank])
        let filled = form.filled(1, level: .office, doubtful: doubtful)
        let scan = ScannedPage(bitmap: Bitmap(filled.sheet.pixels), dpi: filled.sheet.dpi, number: 1)
        guard case .form(let registration) = library.identify(scan) else {
            throw Trouble(.file, Wording(verbatim: "the form was not found"))
        }
        return try DocumentReader(library: library, recognisers: Recognisers(recognisers: []))
            .read(page: scan, registration: registration)
            .map {
                Question(
                    field: $0, truth: filled.values[$0.name] ?? .none, isClear: filled.isClear($0.name),
                    deeds: filled.deeds[$0.name] ?? [])
            }
    }

    @Test(arguments: [UInt64(7001), 7002, 7003])
    func readsClearMarksOnFormsThatNothingWasFittedTo(seed: UInt64) throws {
        let questions = try Self.questions(seed: seed, isApart: true, doubtful: 0)
        #expect(questions.count > 8)
        let wrong = questions.filter { $0.field.value != $0.truth && $0.field.readings.first?.doubt == nil }
        #expect(wrong.map(\.field.name) == [])
        let right = questions.filter { $0.field.value == $0.truth }
        #expect(Double(right.count) >= 0.95 * Double(questions.count))
    }

    /// With the calibration that ships, at the budget that jobs have unless they say otherwise.
    @Test(arguments: [UInt64(7021), 7022])
    func clearMarksPassUnseenAndOthersDoNot(seed: UInt64) throws {
        let judge = try Judge(calibration: .bundled(), errorBudget: 0.001)
        func passes(_ question: Question) -> Bool {
            judge.decide(question.field, facts: FieldFacts()).decision.accepted
        }
        let clear = try Self.questions(seed: seed, isApart: true, doubtful: 0)
        #expect(clear.count > 8)
        #expect(Double(clear.count(where: passes)) >= 0.5 * Double(clear.count))
        #expect(clear.filter { passes($0) && $0.field.value != $0.truth }.map(\.field.name) == [])
        let doubtful = try Self.questions(seed: seed, isApart: true, doubtful: 1)
            .filter { $0.deeds.contains(.struckMark) || $0.deeds.contains(.second) }
        #expect(doubtful.count > 4)
        #expect(doubtful.filter(passes).map(\.field.name) == [])
    }

    /// The only mark of a question is its answer, however it came to be drawn.
    @Test func aSecondMarkIsNeverTheOnlyOne() {
        let questions = (UInt64(7_030)..<7_034).flatMap { seed in
            let form = MarkedForm(seed: seed, isApart: false)
            return (UInt64(1)...3).flatMap { form.filled($0, level: .clean, doubtful: 1).deeds.values }
        }
        #expect(questions.contains { $0.contains(.second) })
        #expect(questions.filter { $0.contains(.second) && !$0.contains(.mark) } == [])
    }

    @Test func doubtsMarksThatWereStruckOut() throws {
        let questions = try Self.questions(seed: 7_010, isApart: false, doubtful: 1)
            .filter { $0.deeds.contains(.struckMark) }
        #expect(!questions.isEmpty)
        let unseen = questions.filter { $0.field.readings.first?.doubt == nil }
        #expect(unseen.count * 5 <= questions.count)
    }
}
