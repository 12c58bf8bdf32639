internal import Foundation
package import Paperwork
internal import Synchronization

/// One of the supervisor's places for a process: starts a process in it, and another when that one dies.
package final class ProcessSlot: Sendable {
    /// A process that lived so many seconds did not die of what it does first.
    private static let healthySeconds: Double = 2

    private let command: ProcessCommand
    private let stop: StopSignal
    private let report: @Sendable (Wording) -> Void
    private let afterEnd: @Sendable (ChildProcess, Wording?) -> Void
    private let child = Mutex<ChildProcess?>(nil)

    /// - Parameter afterEnd: called with each process that ended, and with the reason where it died unasked.
    package init(
        command: ProcessCommand, stop: StopSignal, report: @escaping @Sendable (Wording) -> Void,
        afterEnd: @escaping @Sendable (ChildProcess, Wording?) -> Void = { _, _ in }
    ) {
        self.command = command
        self.stop = stop
        self.report = report
        self.afterEnd = afterEnd
    }

    /// Blocks the calling thread until the end is asked for and the process is gone.
    package func run() {
        var delay = GrowingDelay()
        while !stop.isAsked {
            let born = ContinuousClock.now
            do {
                try runOnce()
            } catch {
                report(
                    Wording(
                        ja: "\(command.title.ja)を起動できません: \(error)",
                        en: "\(command.title.en) can't be started: \(error)"))
            }
            if ContinuousClock.now - born > .seconds(Self.healthySeconds) { delay = GrowingDelay() }
            if !stop.isAsked { stop.wait(seconds: delay.next()) }
        }
    }

    /// SIGTERM to the process that runs in the slot, where one does.
    package func askToStop() { child.withLock { $0 }?.askToStop() }

    /// SIGKILL to it.
    package func kill() { child.withLock { $0 }?.kill() }

    private func runOnce() throws {
        let child = try ChildProcess(command)
        self.child.withLock { $0 = child }
        if stop.isAsked { child.askToStop() }
        child.waitUntilExit()
        let cause = stop.isAsked ? nil : child.causeOfDeath
        if let cause {
            report(
                Wording(
                    ja: "\(command.title.ja)(\(child.pid))が止まりました。\(cause.ja)起動し直します。",
                    en: "\(command.title.en) (\(child.pid)) ended. \(cause.en) It is started again."))
        }
        afterEnd(child, cause)
    }
}
