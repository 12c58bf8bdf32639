import Foundation
import Slips
import Storage
import Testing

/// Stops one thread of another process while its other threads go on, as a file does that never answers.
private struct StoppedThread: ~Copyable {
    private typealias Trace = @convention(c) (Int, pid_t, Int, Int) -> Int
    /// From `<sys/ptrace.h>`; the function itself takes arguments in a way that Swift does not import.
    private enum Request: Int { case seize = 0x4206, interrupt = 0x4207, detach = 17 }
    /// `__WALL` of `<bits/waitflags.h>`.
    private static let anyThread: Int32 = 0x4000_0000

    private let trace: Trace
    private let thread: pid_t

    /// Nil where the thread is gone.
    init?(_ thread: pid_t) {
        trace = unsafeBitCast(dlsym(nil, "ptrace"), to: Trace.self)
        self.thread = thread
        guard call(.seize) else { return nil }
        _ = call(.interrupt)
        var status: Int32 = 0
        waitpid(thread, &status, Self.anyThread)
    }

    private func call(_ request: Request) -> Bool { trace(request.rawValue, thread, 0, 0) == 0 }

    /// Whether its process has ended all its threads; a dead one is only gone once that was asked.
    func hasEnded() -> Bool {
        var status: Int32 = 0
        return waitpid(thread, &status, Self.anyThread | WNOHANG) != 0
    }

    deinit { _ = call(.detach) }
}

@Suite(.serialized) struct HangingPageTests {
    /// Rounds of a fifth of a second that a thread is held: longer than a page may last, and than two beats of a heart.
    private static let rounds = 300

    @Test(.enabled(if: isLong)) func `a page that hangs costs an attempt and keeps nothing waiting`() throws {
        let place = try ServedPlace(settings: "limits: {page-seconds: 1}")
        var killing = Killing(place, seed: 5)
        let scans = killing.makeScans(documents: 400, documentsEach: 400)
        func hasEndedAWorker() -> Bool { place.log.contains("more time than a page may") }
        try place.start()
        for (name, scan) in scans { try killing.drop(name, scan) }
        // Workers that have finished a document are past their start: they are at a page nearly all the time.
        while place.processes().supervisor != nil,
            try place.store.timeTotals(from: "2000-01-01", to: "2999-12-31").isEmpty
        {
            Thread.sleep(forTimeInterval: 0.05)
        }
        while place.processes().supervisor != nil, try place.unfinished() > 0, !hasEndedAWorker() {
            Self.holdBusyThread(of: place)
        }
        #expect(hasEndedAWorker())
        _ = try killing.run([], kills: 0)
        #expect(place.stop() == 0)
        #expect(try Accounts(place: place).mistakes(after: scans) == [])
    }

    private static func holdBusyThread(of place: ServedPlace) {
        let threads = place.workers.flatMap { process in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
            return names.compactMap { name in
                Int32(name).map { (thread: $0, used: ticks("/proc/\(process)/task/\(name)/stat")) }
            }
        }
        guard let busiest = threads.max(by: { $0.used < $1.used }), let stopped = StoppedThread(busiest.thread) else {
            return
        }
        for _ in 0..<rounds where !stopped.hasEnded() { Thread.sleep(forTimeInterval: 0.2) }
    }

    /// CPU time used so far: the 14th field of the kernel's line (proc(5)).
    private static func ticks(_ file: String) -> Int {
        let line = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        let fields = (line.split(separator: ")").last ?? "").split(separator: " ")
        return fields.count > 11 ? Int(fields[11]) ?? 0 : 0
    }
}
