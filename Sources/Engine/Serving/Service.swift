internal import Dispatch
package import Foundation
package import Paperwork
internal import Storage
package import Workflows

/// Everything that `tema serve` keeps going: the workers, and the word of what becomes of each batch.
package final class Service: Sendable {
    private let site: Site
    private let place: Workplace
    private let command: WorkerCommand
    private let stop: StopSignal
    private let report: @Sendable (Wording) -> Void

    /// - Parameters:
    ///   - command: starts a worker process.
    ///   - report: what someone who looks at the process should know, a line each.
    package init(
        site: Site, command: WorkerCommand, stop: StopSignal, report: @escaping @Sendable (Wording) -> Void
    ) {
        self.site = site
        place = Workplace(site)
        self.command = command
        self.stop = stop
        self.report = report
    }

    /// Blocks the calling thread until the end is asked for and everything has ended. A store that is away is waited for.
    ///
    /// - throws: `Trouble` where a folder can't be made, or another service works in it.
    package func run() throws {
        try place.makeFolders()
        let lock = try ServiceLock(place)
        if let store = openStore() { serve(store) }
        _ = consume lock
    }

    private func serve(_ store: Store) {
        let supervisor = Supervisor(
            workers: site.workers, command: command, store: store, stop: stop, report: report)
        let reporting = Thread { [self] in tellOfBatches(store) }
        reporting.start()
        supervisor.run()
    }

    /// Nil where the end is asked for before the store answers.
    private func openStore() -> Store? {
        var delay = GrowingDelay()
        while !stop.isAsked {
            do {
                return try Store.open(place)
            } catch {
                report(error.sentence)
                stop.wait(seconds: delay.next())
            }
        }
        return nil
    }

    private func tellOfBatches(_ store: Store) {
        var reporter = BatchReporter(store: store, report: report)
        repeat { try? reporter.look(now: Date()) } while !stop.wait(seconds: 1)
    }
}
