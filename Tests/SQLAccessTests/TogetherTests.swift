import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Synchronization
import Testing

/// Several processes at one database, here as several openings of it.
@Suite(.onBothEngines) struct TogetherTests {
    private let test: TestDatabase

    init() throws { test = try TestDatabase() }

    /// Runs `body` once on each of so many threads.
    private func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) -> [any Error] {
        let errors = Mutex<[any Error]>([])
        DispatchQueue.concurrentPerform(iterations: count) { number in
            do { try body(number) } catch { errors.withLock { $0.append(error) } }
        }
        return errors.withLock { $0 }
    }

    @Test func `who holds a name does what is to be done once`() throws {
        let databases = try (0..<4).map { _ in try test.openWithTable() }
        let errors = onThreads(8) { number in
            try databases[number % 4].write { connection in
                try connection.hold("the first one")
                guard try connection.row("SELECT n FROM t") == nil else { return }
                try connection.execute("INSERT INTO t (n) VALUES (?)", [.integer(number)])
            }
        }
        #expect(errors.isEmpty)
        #expect(try databases[0].read { try $0.rows("SELECT n FROM t") }.count == 1)
    }

    @Test func `transactions that hold each other up both happen`() throws {
        let databases = [try test.openWithTable(), try test.openWithTable()]
        try databases[0].write { connection in
            for number in 0...1 { try connection.execute("INSERT INTO t (n, v) VALUES (?, '')", [.integer(number)]) }
        }
        let errors = onThreads(2) { number in
            for _ in 0..<20 {
                try databases[number].write { connection in
                    for row in [number, 1 - number] {
                        try connection.execute("UPDATE t SET v = v || 'x' WHERE n = ?", [.integer(row)])
                    }
                }
            }
        }
        #expect(errors.isEmpty, "\(errors)")
        let lengths = try databases[0].read { try $0.rows("SELECT length(v) AS l FROM t").map { try $0.integer("l") } }
        #expect(lengths == [40, 40])
    }

    @Test func `an announced change wakes one who waits`() throws {
        let (waiting, writing) = (try test.openWithTable(), try test.openWithTable())
        for round in 0..<30 {
            let version = try waiting.dataVersion()
            let started = ContinuousClock.now
            let seen = Mutex(version)
            let errors = onThreads(2) { thread in
                if thread == 0 {
                    let now = try waiting.waitForChange(since: version, timeoutSeconds: 300)
                    seen.withLock { $0 = now }
                } else {
                    try writing.write { connection in
                        try connection.execute("INSERT INTO t (n) VALUES (?)", [.integer(round)])
                        try connection.announce()
                    }
                }
            }
            #expect(errors.isEmpty)
            #expect(seen.withLock { $0 } != version)
            #expect(ContinuousClock.now - started < .seconds(150))
        }
    }

    @Test func `what was committed before the wait began is not waited for`() throws {
        let (waiting, writing) = (try test.openWithTable(), try test.openWithTable())
        let version = try waiting.dataVersion()
        try writing.write { connection in
            try connection.execute("INSERT INTO t (n) VALUES (1)")
            try connection.announce()
        }
        let now = try waiting.waitForChange(since: version, timeoutSeconds: 3600)
        #expect(now != version)
    }
}
