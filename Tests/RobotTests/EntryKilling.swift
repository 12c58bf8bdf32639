import Foundation
import Paperwork
import SQLAccess
import SlipRuns
import Slips
import StationRuns
import Storage
import Testing

/// A served workflow whose documents are entered into the tax system, while processes are killed with signal 9.
struct EntryKilling {
    /// When a process is killed.
    enum Moment: CaseIterable {
        /// Whatever it does.
        case anytime
        /// Within a few milliseconds of an intent: about when the request is let go, sent, and answered.
        case atIntent
        /// While the store is locked, so that a worker stands before one of its writes: a claim, an intent, a result.
        case whileItWrites
    }

    enum Kill {
        case worker(Moment)
        case driver(Moment)
        /// The browser itself.
        case browser(Moment)
        /// One of the browser's own processes, as a page's.
        case helper(Moment)
        case system(Moment)

        var moment: Moment {
            switch self {
            case .worker(let moment), .driver(let moment), .browser(let moment), .helper(let moment),
                .system(let moment):
                moment
            }
        }

        /// Whether a process with this command line is meant.
        func isMeant(_ line: String) -> Bool {
            switch self {
            case .worker: line.contains("\u{0}work\u{0}")
            case .driver: line.contains("chromedriver\u{0}--port")
            case .browser: line.contains("chromium") && line.contains("headless") && !line.contains("--type=")
            case .helper: line.contains("--type=renderer") || line.contains("--type=utility")
            case .system: false
            }
        }
    }

    /// What is where in the end.
    struct Outcome: CustomStringConvertible {
        var killed = 0
        var documents = 0
        var once = 0
        var inDoubt = 0
        var twice = 0
        /// Done and not there.
        var missing = 0
        /// The system refused to take a record that it had.
        var duplicates = 0
        /// Neither entered nor shown as in doubt.
        var others: [String] = []
        var seconds = 0.0

        var description: String {
            "\(killed) kills, \(documents) documents: \(once) entered once, \(inDoubt) in doubt, \(twice) twice, "
                + "\(missing) missing, \(duplicates) tried again; \(others.count) otherwise \(others.prefix(5)); "
                + "\(Int(seconds)) s"
        }

        func isSound(upToDoubts limit: Int) -> Bool {
            once + inDoubt == documents && inDoubt <= limit && twice == 0 && missing == 0 && duplicates == 0
                && others.isEmpty
        }
    }

    var documents: Int
    var plan: [Kill]
    var seed: UInt64

    /// What is served: `TEMA`, as an absolute path, or the program beside the tests.
    private let program =
        ProcessInfo.processInfo.environment["TEMA"].map { URL(filePath: $0) } ?? ServedStation.executable

    init(documents: Int, plan: [Kill], seed: UInt64) {
        (self.documents, self.plan, self.seed) = (documents, plan, seed)
    }

    func run() async throws -> Outcome {
        let data = FileManager.default.temporaryDirectory.appending(path: "tax-\(UUID().uuidString)")
        let options = ["--slow", "0"]
        var system = try TaxSystem(options, data: data, keepsData: true)
        defer { try? FileManager.default.removeItem(at: data) }
        let port = try #require(URL(string: system.address)?.port)
        let place = try EnteredFolder(system) {
            $0.replacing("retry: 5", with: "retry: 0.5").replacing("settling: 2", with: "settling: 0.5")
        }
        let mark = UUID().uuidString
        let station = try ServedStation(
            folder: place.folder, workers: 1, settings: "secrets: secrets.yml", environment: ["TEMA_MARK": mark],
            executable: program)
        try await station.start()
        try place.folder.scan(
            Array(repeating: Slip.Page.plain, count: documents), to: "data/inbox/slip/scan.pdf")
        let start = ContinuousClock.now
        let store = try Store.open(sqliteAt: station.data.appending(path: "tema.sqlite"))
        let locked = try SQLDatabase.open(sqliteAt: station.data.appending(path: "tema.sqlite"))
        var random = SeededRandom(seed: seed)
        var killed = 0
        var told = 0
        // The kills are spread over the entries.
        let deadline = start + .seconds(60 + 6 * documents + 30 * plan.count)
        while ContinuousClock.now < deadline {
            let states = try store.batches().first.flatMap { try store.progress($0.batch.id)?.documents } ?? [:]
            let settled = [.done, .inDoubt, .review].map { states[$0] ?? 0 }.reduce(0, +)
            if settled == documents { break }
            if settled >= told + Self.tallyEvery {
                told = settled
                try tell(store, system, killed: killed, since: start)
            }
            if let batch = try store.batches().first {
                for id in try store.failedDocuments(inBatch: batch.batch.id) {
                    _ = try store.retry(document: id, now: Date())
                }
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 20...400, using: &random)))
            guard killed < plan.count, try !store.lanes().isEmpty,
                killed * documents <= settled * plan.count
            else { continue }
            let kill = plan[killed]
            var isKilled = false
            switch kill.moment {
            case .anytime: isKilled = try Self.carryOut(kill, marked: mark, &system, &random)
            case .atIntent:
                guard try await Self.waitForIntent(store) else { continue }
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...40, using: &random)))
                isKilled = try Self.carryOut(kill, marked: mark, &system, &random)
            case .whileItWrites:
                let pause = UInt32.random(in: 300_000...1_500_000, using: &random)
                isKilled = try locked.write { _ in
                    usleep(pause)
                    return try Self.carryOut(kill, marked: mark, &system, &random)
                }
            }
            if isKilled { killed += 1 }
            if case .system = kill {
                system = try TaxSystem(options, data: data, port: port, keepsData: true)
            }
        }
        await station.stop()
        var outcome = try count(store, system)
        outcome.killed = killed
        outcome.seconds = (ContinuousClock.now - start) / .seconds(1)
        return outcome
    }

    /// Documents from one line of the running tally to the next.
    private static let tallyEvery = 25

    /// Prints how far it is: what counts of a run that is cut off.
    private func tell(
        _ store: Store, _ system: TaxSystem, killed: Int, since start: ContinuousClock.Instant
    ) throws {
        guard isLong else { return }
        var outcome = try count(store, system)
        outcome.killed = killed
        outcome.seconds = (ContinuousClock.now - start) / .seconds(1)
        print("so far: \(outcome)")
        fflush(nil)
    }

    /// False where nothing is entered for a while.
    private static func waitForIntent(_ store: Store) async throws -> Bool {
        let known = Set(try store.entries(.intended).map(\.document))
        for _ in 0..<1500 {
            if try store.entries(.intended).contains(where: { !known.contains($0.document) }) { return true }
            try await Task.sleep(for: .milliseconds(2))
        }
        return false
    }

    private static func carryOut(
        _ kill: Kill, marked mark: String, _ system: inout TaxSystem, _ random: inout SeededRandom
    ) throws -> Bool {
        if case .system = kill {
            system.kill()
            return true
        }
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let found = all.compactMap { Int32($0) }.filter { pid in
            guard let words = try? Data(contentsOf: URL(filePath: "/proc/\(pid)/cmdline")),
                kill.isMeant(String(decoding: words, as: UTF8.self))
            else { return false }
            return isMarked(pid, mark)
        }
        guard let pid = found.sorted().randomElement(using: &random) else { return false }
        return Foundation.kill(pid, SIGKILL) == 0
    }

    /// Whether a process, or one that it comes from, was started with the mark: a browser's own write over theirs.
    private static func isMarked(_ pid: Int32, _ mark: String) -> Bool {
        var pid = pid
        while pid > 1 {
            let environment = (try? Data(contentsOf: URL(filePath: "/proc/\(pid)/environ"))) ?? Data()
            if String(decoding: environment, as: UTF8.self).contains(mark) { return true }
            let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
            pid = status.firstMatch(of: /PPid:\s+(\d+)/).flatMap { Int32($0.1) } ?? 0
        }
        return false
    }

    private func count(_ store: Store, _ system: TaxSystem) throws -> Outcome {
        var outcome = Outcome(documents: documents)
        let all = try store.batches().first.map { try store.documents(inBatch: $0.batch.id) } ?? []
        let entered = Dictionary(grouping: try system.records(), by: \.number).mapValues(\.count)
        outcome.twice = entered.values.count { $0 > 1 }
        outcome.duplicates = try system.duplicates()
        for document in all {
            switch (document.state, entered[document.id] ?? 0) {
            case (.done, 1): outcome.once += 1
            case (.done, 0): outcome.missing += 1
            case (.inDoubt, _): outcome.inDoubt += 1
            case (.done, _): continue
            case (let state, let count): outcome.others.append("\(document.id) \(state), there \(count) times")
            }
        }
        for stranger in Set(entered.keys).subtracting(all.map(\.id)) {
            outcome.others.append("\(stranger) is nobody's")
        }
        return outcome
    }
}

extension [EntryKilling.Kill] {
    /// So many, of every kind at every moment.
    static func all(_ count: Int) -> [EntryKilling.Kill] {
        let kinds: [(EntryKilling.Moment) -> EntryKilling.Kill] = [
            { .worker($0) }, { .system($0) }, { .browser($0) }, { .driver($0) }, { .worker($0) }, { .helper($0) },
        ]
        let moments = EntryKilling.Moment.allCases
        return (0..<count).map { kinds[$0 % kinds.count](moments[($0 / kinds.count) % moments.count]) }
    }
}
