import Foundation
import SampleForms
import Testing

@Suite struct BlankStyleTests {
    private static func drawn(_ style: BlankStyle, seed: UInt64) throws -> (picture: Data, truth: Data) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "blanks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try style.draw(seed: seed, into: folder)
        let stem = "\(style.rawValue)-\(seed)"
        return (
            try Data(contentsOf: folder.appending(path: "\(stem).pdf")),
            try Data(contentsOf: folder.appending(path: "\(stem).json"))
        )
    }

    @Test func aSeedDrawsOneFormOfAStyle() throws {
        let first = try Self.drawn(.vector, seed: 3)
        #expect(first == (try Self.drawn(.vector, seed: 3)))
        #expect(first.truth != (try Self.drawn(.vector, seed: 4)).truth)
    }

    @Test func halfOfTheStylesAreForTuning() {
        #expect(BlankStyle.allCases.count == 14)
        #expect(BlankStyle.allCases.count(where: \.isForTuning) == 7)
    }

    @Test(arguments: BlankStyle.allCases) func allPlacesLieOnThePaperAndHaveATypeEach(_ style: BlankStyle) throws {
        let truth = try Self.drawn(style, seed: 2).truth
        let sheet = try #require(JSONSerialization.jsonObject(with: truth) as? [String: Any])
        let fields = try #require(sheet["fields"] as? [[String: Any]])
        #expect(fields.count >= 8)
        for field in fields {
            #expect((field["types"] as? [String])?.isEmpty == false)
            let zones = try #require(field["zones"] as? [[Double]])
            #expect(zones.allSatisfy { $0[0] >= 0 && $0[1] >= 0 && $0[2] > 1 && $0[3] > 1 })
            #expect(zones.allSatisfy { $0[0] + $0[2] <= 297 && $0[1] + $0[3] <= 297 }, "\(field)")
        }
    }
}
