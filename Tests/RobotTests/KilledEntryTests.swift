import Foundation
import Testing

/// Whether the tests that take long were asked for (`make test-long`).
let isLong = ProcessInfo.processInfo.environment["TEMA_LONG"] != nil

/// Kills the worker, the browser and the other system at random moments, and counts afterwards what is entered.
@Suite(.serialized) struct KilledEntryTests {
    @Test func `a few kills enter nothing twice and lose nothing`() async throws {
        let outcome = try await EntryKilling(
            documents: 4, plan: [.worker(.anytime), .system(.anytime), .driver(.anytime), .worker(.whileItWrites)],
            seed: 11
        ).run()
        // On a busy machine the last entries may be over before their kill.
        #expect(outcome.killed > 0)
        #expect(outcome.isSound(upToDoubts: 0), "\(outcome)")
    }

    /// As many entries as `TEMA_ENTRIES` says, or 300; fifty kills. `TEMA=PROGRAM` serves another program, as a release build.
    @Test(.enabled(if: isLong))
    func `fifty kills over hundreds of entries enter nothing twice and lose nothing`() async throws {
        let documents = ProcessInfo.processInfo.environment["TEMA_ENTRIES"].flatMap { Int($0) } ?? 300
        let outcome = try await EntryKilling(documents: documents, plan: .all(50), seed: 20_261_128).run()
        print(outcome)
        #expect(outcome.killed == 50)
        #expect(outcome.isSound(upToDoubts: documents / 200), "\(outcome)")
    }
}
