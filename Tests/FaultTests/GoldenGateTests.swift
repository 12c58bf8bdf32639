import Foundation
import Slips
import Storage
import Testing

/// What `tema serve` does with workflows whose golden cases come out worse than the accepted run.
@Suite struct GoldenGateTests {
    /// A place whose workflow has one case, accepted while all its values were read as expected.
    private static func place(expecting way: String) throws -> ServedPlace {
        let place = try ServedPlace()
        try place.folder.scan([.front(marks: ["consent", "post"])], to: "slip/cases/one/scan.pdf")
        try expect(way, in: place)
        try place.folder.write(#"{"way": {"right": 1, "of": 1}}"#, to: "slip/cases/accepted.json")
        return place
    }

    private static func expect(_ way: String, in place: ServedPlace) throws {
        try place.folder.write(
            "documents:\n  - form: slip\n    pages: [1]\n    fields: {way: \(way)}\n", to: "slip/cases/one/expected.yml"
        )
    }

    private static func drop(_ name: String, pages: Int = 1, in place: ServedPlace) throws {
        try place.folder.scan(Array(repeating: .plain, count: pages), to: "dropped.pdf")
        try FileManager.default.moveItem(
            at: place.folder.file("dropped.pdf"), to: place.inbox.appending(path: name))
    }

    /// Waits while the service runs; a service that makes nothing of it in half an hour is hung.
    private static func wait(_ place: ServedPlace, until isSo: () throws -> Bool) rethrows {
        let start = ContinuousClock.now
        while place.processes().supervisor != nil, ContinuousClock.now - start < .seconds(1800) {
            if try isSo() { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
        Issue.record("it did not come to that: \(place.log.suffix(2000))")
    }

    @Test func `a workflow that reads worse than accepted takes nothing in until it is mended`() throws {
        let place = try Self.place(expecting: "電子")
        try Self.drop("waits.pdf", in: place)
        try place.start()
        Self.wait(place) { place.log.contains("worse than the accepted run") }
        #expect(place.files(in: "data/inbox/slip") == ["waits.pdf"])
        #expect(try place.store.batches().isEmpty)
        try Self.expect("郵送", in: place)
        try Self.wait(place) { try place.store.batches().first?.state == .finished }
        #expect(place.stop() == 0)
        #expect(place.files(in: "data/inbox/slip").isEmpty)
    }

    @Test func `the version in use stays in use where a changed one reads worse`() throws {
        let place = try Self.place(expecting: "郵送")
        try place.start()
        try Self.drop("first.pdf", in: place)
        try Self.wait(place) { try place.store.batches().first?.state == .finished }
        try Self.expect("窓口", in: place)
        Self.wait(place) { place.log.contains("worse than the accepted run") }
        try Self.drop("second.pdf", pages: 2, in: place)
        try Self.wait(place) { try place.store.batches().count == 2 && place.unfinished() == 0 }
        #expect(place.stop() == 0)
    }

    @Test func `a forced workflow is served`() throws {
        let place = try Self.place(expecting: "電子")
        try Self.drop("one.pdf", in: place)
        try place.start(with: ["--force"])
        try Self.wait(place) { try place.store.batches().first?.state == .finished }
        #expect(place.stop() == 0)
        #expect(!place.log.contains("worse"))
    }
}
