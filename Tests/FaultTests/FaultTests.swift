import Foundation
import Paperwork
import PostgresCluster
import Storage
import Testing

/// Whether the tests that take long were asked for (`make test-long`).
let isLong = ProcessInfo.processInfo.environment["TEMA_LONG"] != nil

/// Kills the program's processes at random moments and goes over the accounts afterwards.
@Suite(.serialized) struct FaultTests {
    @Test(.enabled(if: isLong), arguments: EngineUnderTest.allCases)
    func `nothing is lost and nothing is doubled, whatever is killed`(engine: EngineUnderTest) throws {
        let cluster = engine == .postgresql ? try PostgresCluster.shared.get() : nil
        let place = try ServedPlace(postgresql: try cluster?.newDatabase())
        var killing = Killing(place, seed: 20_260_401)
        if let cluster {
            killing.betweenKills = { kills in
                guard kills % 50 == 0 else { return }
                try cluster.kill()
                try cluster.start()
            }
        }
        let scans = killing.makeScans(documents: 1_000, documentsEach: 40)
        let killed = try killing.run(scans, kills: 200)
        #expect(killed == 200, "the work came to a stop: \(place.log.suffix(2000))")
        #expect(place.stop() == 0)
        #expect(try Accounts(place: place).mistakes(after: scans) == [])
        let verified = try place.command(["verify"])
        #expect(verified.status == 0, "\(verified.output)")
    }

    @Test func `a few kills lose nothing`() throws {
        let place = try ServedPlace()
        var killing = Killing(place, seed: 7)
        let scans = killing.makeScans(documents: 12, documentsEach: 6)
        let killed = try killing.run(scans, kills: 5)
        #expect(killed == 5, "the work came to a stop: \(place.log.suffix(2000))")
        #expect(place.stop() == 0)
        #expect(try Accounts(place: place).mistakes(after: scans) == [])
    }

    @Test func `a worker's time limit is a page's, not its life's`() throws {
        let place = try ServedPlace(settings: "limits: {page-seconds: 5}")
        var killing = Killing(place, seed: 3)
        let scans = killing.makeScans(documents: 30, documentsEach: 30)
        _ = try killing.run(scans, kills: 0)
        #expect(place.stop() == 0)
        #expect(try Accounts(place: place).mistakes(after: scans) == [])
        #expect(!place.log.contains("more time than a page may"))
        let batch = try #require(place.store.batches().first).batch
        #expect(try !place.store.events(ofBatch: batch.id).contains { $0.kind == .attemptFailed })
        #expect(
            place.log.components(separatedBy: "pages: \(scans[0].scan.pages) scanned = ").count == 2,
            "one line says what it came to")
        let kinds = try place.store.placeEvents().map(\.kind)
        #expect(kinds == [.serviceStarted] + scans.map { _ in .batchOpened } + [.serviceStopped])
    }

    /// The harness is worth something only if it notices what it is there for: a store that commits each statement by
    /// itself loses or doubles something when it is killed between two of them.
    @Test(.enabled(if: isLong)) func `a store that commits by halves is found out`() throws {
        let built = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "tema")
        let place = try ServedPlace(executable: built, environment: ["TEMA_TORN_WRITES": "0.03"])
        var killing = Killing(place, seed: 11)
        let scans = killing.makeScans(documents: 60, documentsEach: 10)
        let killed = try killing.run(scans, kills: 60)
        _ = place.stop()
        let mistakes = killed == nil ? ["the work came to a stop"] : try Accounts(place: place).mistakes(after: scans)
        #expect(!mistakes.isEmpty)
    }
}
