import Foundation
import Paperwork
import SlipRuns
import Slips
import StationRuns
import Storage
import Testing

/// Whether the tests that take long were asked for (`make test-long`).
let isLong = ProcessInfo.processInfo.environment["TEMA_LONG"] != nil

/// Kills the worker, the browser and the other system at random moments, and counts afterwards what is entered.
@Suite(.serialized) struct KilledEntryTests {
    @Test(.enabled(if: isLong))
    func `a few kills enter nothing twice and lose nothing`() async throws {
        let outcome = try await run(documents: 10, kills: 5, seed: 11)
        #expect(outcome.killed == 5)
        #expect(outcome.mistakes == [])
        #expect(outcome.doubts == 0)
    }

    @Test(.enabled(if: isLong))
    func `fifty kills over a thousand entries enter nothing twice and lose nothing`() async throws {
        let outcome = try await run(documents: 1_000, kills: 50, seed: 20_261_128)
        #expect(outcome.killed == 50)
        #expect(outcome.mistakes == [])
        #expect(outcome.doubts <= 5)
    }

    private struct Outcome {
        var killed = 0
        var doubts = 0
        var mistakes: [String] = []
    }

    private func run(documents: Int, kills: Int, seed: UInt64) async throws -> Outcome {
        let data = FileManager.default.temporaryDirectory.appending(path: "tax-\(UUID().uuidString)")
        var system: TaxSystem? = try TaxSystem(data: data, keepsData: true)
        defer { try? FileManager.default.removeItem(at: data) }
        let address = try #require(system?.address)
        let port = try #require(URL(string: address)?.port)
        let place = try EnteredFolder(try #require(system)) {
            $0.replacing("retry: 5", with: "retry: 0.5").replacing("settling: 2", with: "settling: 0.5")
        }
        let mark = UUID().uuidString
        let station = try ServedStation(
            folder: place.folder, workers: 1, settings: "secrets: secrets.yml", environment: ["TEMA_MARK": mark])
        try await station.start()
        try place.folder.scan(
            Array(repeating: Slip.Page.plain, count: documents), to: "data/inbox/slip/scan.pdf")
        var outcome = Outcome()
        var random = SeededRandom(seed: seed)
        let store = try Store.open(sqliteAt: station.data.appending(path: "tema.sqlite"))
        var states: [DocumentState: Int] = [:]
        let deadline = ContinuousClock.now + .seconds(60 + 4 * documents + 8 * kills)
        while ContinuousClock.now < deadline {
            states = try store.batches().first.flatMap { try store.progress($0.batch.id)?.documents } ?? [:]
            let settled = (states[.done] ?? 0) + (states[.inDoubt] ?? 0) + (states[.review] ?? 0)
            if settled == documents, outcome.killed == kills { break }
            if let batch = try store.batches().first {
                for id in try store.failedDocuments(inBatch: batch.batch.id) {
                    _ = try store.retry(document: id, now: Date())
                }
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 50...900, using: &random)))
            // Nothing is killed before something is being entered, nor after all is.
            guard outcome.killed < kills, try !store.lanes().isEmpty else { continue }
            if Int.random(in: 0..<4, using: &random) == 0 {
                system?.kill()
                system = try TaxSystem(data: data, port: port, keepsData: true)
                outcome.killed += 1
            } else if Self.killOne(marked: mark, &random) {
                outcome.killed += 1
            }
        }
        await station.stop()
        outcome.doubts = states[.inDoubt] ?? 0
        outcome.mistakes = try Self.mistakes(store, documents: documents, system: try #require(system))
        return outcome
    }

    /// Each document that is done is in the system once, nothing else is there, and nothing is missing.
    private static func mistakes(_ store: Store, documents: Int, system: TaxSystem) throws -> [String] {
        var mistakes: [String] = []
        let batch = try #require(try store.batches().first).batch.id
        let all = try store.documents(inBatch: batch)
        if all.count != documents { mistakes.append("\(all.count) documents of \(documents)") }
        let entered = try system.records().map(\.number)
        if Set(entered).count != entered.count { mistakes.append("entered twice") }
        if try system.duplicates() > 0 { mistakes.append("someone tried to enter twice") }
        for document in all {
            let isThere = entered.contains(document.id)
            switch document.state {
            case .done where !isThere: mistakes.append("\(document.id) is done and not there")
            case .done, .inDoubt: continue
            default: mistakes.append("\(document.id) is \(document.state), there: \(isThere)")
            }
        }
        return mistakes
    }

    /// Kills one of the processes that have this mark in their environment: a worker, the driver, or a browser's.
    private static func killOne(marked mark: String, _ random: inout SeededRandom) -> Bool {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let found = all.compactMap { Int32($0) }.filter { pid in
            guard let environment = try? Data(contentsOf: URL(filePath: "/proc/\(pid)/environ")),
                String(decoding: environment, as: UTF8.self).contains(mark),
                let words = try? Data(contentsOf: URL(filePath: "/proc/\(pid)/cmdline"))
            else { return false }
            let line = String(decoding: words, as: UTF8.self)
            return line.contains("\u{0}work\u{0}") || line.contains("chromedriver") || line.contains("chromium")
        }
        guard let pid = found.randomElement(using: &random) else { return false }
        return kill(pid, SIGKILL) == 0
    }
}
