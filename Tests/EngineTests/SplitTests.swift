import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Testing

/// Pages are looked at in chunks, which end behind pages 2, 6, 14; a document does not care where a chunk ends.
@Suite struct SplitTests {
    private static let back = Slip.Page.back(marks: ["parks"])
    private static func blanks(_ count: Int) -> [Slip.Page] { Array(repeating: .blank, count: count) }

    @Test(arguments: [
        ("form", blanks(12) + [.plain, .blank, back, .plain, back], [[13, 15], [16, 17]]),
        ("file", [.plain] + blanks(15) + [back], [[1, 17]]),
        ("{pages: 3}", [.plain, back] + blanks(11) + [.plain, back], [[1, 2], [14, 15]]),
        ("separator", [.plain, back, .separator] + blanks(10) + [.plain, back], [[1, 2], [14, 15]]),
    ])
    func aDocumentMayLieOnBothSidesOfAChunksEnd(split: String, pages: [Slip.Page], documents: [[Int]]) throws {
        let folder = try SlipFolder(template: Slip.twoPageTemplate, split: split)
        let batch = try folder.run(pages)
        #expect(try batch.documents.map(\.pages) == documents)
        #expect(try batch.documents.allSatisfy { $0.state == .done && $0.problems.isEmpty })
        #expect(try batch.documents.allSatisfy { $0.value("topics") == .list(["公園"]) })
        #expect(batch.count.holds)
        #expect(batch.count.waiting == 0)
    }

    @Test func aMissingPageSendsTheDocumentToAPerson() throws {
        let folder = try SlipFolder(template: Slip.twoPageTemplate)
        let batch = try folder.run([.plain, .plain, Self.back])
        #expect(try batch.documents.map(\.state) == [.review, .done])
        #expect(try batch.documents.first?.problems.first?.message.en.contains("Page 2 is missing") == true)
    }

    @Test func aBackWithoutItsFrontIsSetAside() throws {
        let folder = try SlipFolder(template: Slip.twoPageTemplate)
        let batch = try folder.run([Self.back])
        #expect(batch.count == PageCount(scanned: 1, inDocuments: 0, blank: 0, setAside: 1, waiting: 0))
    }
}
