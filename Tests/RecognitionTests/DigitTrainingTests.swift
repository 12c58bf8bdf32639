import FieldTypes
import Foundation
import Imaging
import Paperwork
import Recognition
import Testing

/// The cells of `CellSheet`, every third row held back.
@Suite struct DigitTrainingTests {
    private static func trained(
        rows: Int = .max, _ text: (String) -> String
    ) throws -> (outcome: DigitTraining.Outcome, files: [(name: String, data: Data)]) {
        let sheet = try CellSheet()
        var training = try DigitTraining()
        for (row, truth) in sheet.truths.prefix(rows).enumerated() {
            training.add(
                sheet.comb(row), saying: text(truth.filter { $0 != " " }), as: .digits,
                isHeldBack: row.isMultiple(of: 3))
        }
        return try training.trained()
    }

    /// A place where what others call 1 and 7 is read the other way round.
    @Test func learnsHowAPlaceWrites() throws {
        let swapped: [Character: Character] = ["1": "7", "7": "1"]
        let (outcome, files) = try Self.trained { String($0.map { swapped[$0] ?? $0 }) }
        #expect(outcome.learnt >= DigitTraining.leastLearnt)
        #expect(outcome.heldBack >= DigitTraining.leastHeldBack)
        #expect(outcome.rightAfter > outcome.rightBefore)
        #expect(outcome.isBetter)

        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in files { try file.data.write(to: folder.appending(path: file.name)) }
        let sheet = try CellSheet()
        let request = ReadingRequest(repertoire: .digits, hand: .hand, fieldType: "number")
        let shipped = try #require(try HandRecogniser().read(sheet.comb(0), as: request).first)
        let own = try #require(try HandRecogniser(trainedModels: folder).read(sheet.comb(0), as: request).first)
        let meant = String(sheet.truths[0].compactMap { $0 == " " ? nil : swapped[$0] ?? $0 })
        #expect(Self.same(own.text, meant) > Self.same(shipped.text, meant))
    }

    /// Characters that both have at the same place.
    private static func same(_ one: String, _ other: String) -> Int { zip(one, other).count { $0.0 == $0.1 } }

    @Test func isNoBetterWhereAllIsReadRightAlready() throws {
        let sheet = try CellSheet()
        let request = ReadingRequest(repertoire: .digits, hand: .hand, fieldType: "number")
        let recogniser = HandRecogniser()
        let rows = try sheet.truths.indices.filter {
            try recogniser.read(sheet.comb($0), as: request).first?.text == sheet.truths[$0].filter { $0 != " " }
        }
        var training = try DigitTraining()
        for row in rows {
            training.add(
                sheet.comb(row), saying: sheet.truths[row].filter { $0 != " " }, as: .digits,
                isHeldBack: row.isMultiple(of: 3))
        }
        let outcome = try training.trained().outcome
        #expect(outcome.rightBefore == outcome.heldBack)
        #expect(!outcome.isBetter)
    }

    /// More characters than boxes with ink.
    @Test func leavesOutWhatDoesNotFitItsText() throws {
        var training = try DigitTraining()
        training.add(try CellSheet().comb(0), saying: "123", as: .digits, isHeldBack: false)
        #expect(training.learnt == 0)
    }

    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tema-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test(arguments: ["digits.model", "careful-digits.model"])
    func aDamagedModelIsNamedWithTheRemedy(name: String) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in try Self.trained(rows: 2, { $0 }).files {
            try (file.name == name ? Data("no model".utf8) : file.data).write(to: folder.appending(path: file.name))
        }
        let request = ReadingRequest(repertoire: .digits, hand: .hand, fieldType: "number")
        let trouble = #expect(throws: Trouble.self) {
            try HandRecogniser(trainedModels: folder).read(CellSheet().comb(0), as: request)
        }
        #expect(trouble?.kind == .installation)
        #expect(trouble?.message.en.contains("/\(name)") == true)
        #expect(trouble?.remedy?.en.contains("Remove the file") == true)
    }
}
