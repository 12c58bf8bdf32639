import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage
import Testing

@Suite(.onBothEngines) struct ExportNameTests {
    private let place: Place

    init() throws {
        place = try Place()
        for number in 1...2 {
            try place.addSplit("b\(number)", pages: 1, after: Double(number))
            try place.settleNext(as: .done, after: Double(number))
        }
        for number in 1...2 { #expect(try place.claim("w\(number)")?.summary == "finish b\(number)") }
    }

    private func take(
        _ path: String, for batch: String, step: Int = 1, standing: String? = nil, coming: String = "c",
        store: Store? = nil
    ) throws -> Bool {
        try (store ?? place.store).takeExportName(
            path, batch: batch, step: step, part: 0, standing: standing, coming: coming,
            worker: "w" + batch.dropFirst())
    }

    @Test func `a name is one batch's, and one file's of it`() throws {
        #expect(try take("kit.csv", for: "b1"))
        #expect(try !take("kit.csv", for: "b2"))
        #expect(try !take("kit.csv", for: "b1", step: 2))
        #expect(try take("kit.csv", for: "b1", standing: "c", coming: "d"))
        let name = ExportName(path: "kit.csv", batch: "b1", step: 1, part: 0, digests: ["c", "d"])
        #expect(try place.store.exportName("kit.csv") == name)
        #expect(try place.store.exportNames(ofBatch: "b1") == [name])
        #expect(try place.store.exportNames(ofBatch: "b2").isEmpty)
    }

    @Test func `of two that want a name at the same moment one gets it`() async throws {
        let other = try place.reopened()
        for round in 0..<10 {
            let got = try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask { try take("kit-\(round).csv", for: "b1") }
                group.addTask { try take("kit-\(round).csv", for: "b2", store: other) }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(got == 1)
        }
    }

    @Test func `who lost the batch gets no name`() throws {
        #expect(throws: LostClaim.self) {
            try place.store.takeExportName(
                "kit.csv", batch: "b1", step: 1, part: 0, standing: nil, coming: "c", worker: "w2")
        }
        #expect(try place.store.exportName("kit.csv") == nil)
    }

    @Test func `a batch that was processed again has the names of the one that it replaces`() throws {
        #expect(try take("kit.csv", for: "b1"))
        try place.store.commitFinish(batch: "b1", exports: [], worker: "w1", now: Place.morning)
        let raw = try place.raw()
        try raw.write {
            try $0.execute(
                "INSERT INTO reprocessing (trial, original, state, begun, decided) VALUES ('b2', 'b1', 'accepted', 1, 2)"
            )
        }
        #expect(try place.store.lineage(ofBatch: "b2") == ["b2", "b1"])
        #expect(try take("kit.csv", for: "b2"))
        #expect(try place.store.exportName("kit.csv")?.batch == "b2")
    }
}
