internal import Foundation
internal import Imaging
package import Paperwork
internal import Storage
package import Workflows

#if canImport(Glibc)
    internal import Glibc
#endif

/// One process that works on the queue until it is told to stop.
package final class WorkerProcess: Sendable {
    private let site: Site
    private let dataFolder: DataFolder
    private let limits: ProcessLimits
    private let page: PageTimer
    private let workflows: @Sendable () -> [Workflow]
    private let stop: StopSignal
    private let report: @Sendable (Wording) -> Void
    private let pageReport: @Sendable (Int) -> Void

    /// - Parameters:
    ///   - workflows: those of the site as their files are now: a page of another one's form is said to be that.
    ///   - report: what someone who looks at the process should know.
    ///   - pageReport: the number of the page that is about to be decoded.
    package init(
        site: Site, dataFolder: DataFolder, workflows: @escaping @Sendable () -> [Workflow], stop: StopSignal,
        report: @escaping @Sendable (Wording) -> Void, pageReport: @escaping @Sendable (Int) -> Void
    ) {
        self.site = site
        self.dataFolder = dataFolder
        limits = ProcessLimits(site)
        page = PageTimer(limits: limits)
        self.workflows = workflows
        self.stop = stop
        self.report = report
        self.pageReport = pageReport
    }

    /// Blocks the calling thread until the worker is told to stop. A store that is away is waited for.
    package func run() {
        limits.apply()
        // A supervisor that is gone does not hear the pages; its end is seen where its pipe ends.
        signal(SIGPIPE, SIG_IGN)
        var delay = GrowingDelay()
        while !stop.isAsked {
            do {
                try work { delay = GrowingDelay() }
            } catch {
                report(Wording(error))
                stop.wait(seconds: delay.next())
            }
        }
    }

    private func work(succeeded: () -> Void) throws {
        let store = try Store.open(dataFolder)
        let name = ProcessIdentity.workerName(pid: ProcessIdentity.current.pid)
        // What a try before this one could not put back, because the store was away.
        try store.dismiss(worker: name, after: .stopped, now: store.now())
        try store.enroll(WorkerRecord(name: name, now: store.now()))
        let keeper = LeaseKeeper(worker: name, store: store, stop: stop, page: page)
        keeper.start()
        defer { keeper.rest() }
        let worker = try Worker(
            name: name, store: store, dataFolder: dataFolder,
            jobs: JobCache(
                versions: dataFolder.versions, site: site, registers: dataFolder.registers(report: report)),
            limits: site.limits, manner: .serving, leavingBy: site, beforePage: beforePage,
            others: OtherForms(workflows), report: report)
        while !stop.isAsked {
            ProcessLimits.allowAnyTime()
            page.endWork()
            let version = try store.version()
            if try worker.workOnce() {
                succeeded()
            } else {
                _ = try store.waitForChange(since: version, timeoutSeconds: Self.idleSeconds)
            }
        }
        try worker.end()
        try store.dismiss(worker: name, after: .stopped, now: store.now())
    }

    /// The longest sleep of an idle worker: leases run out, rests end, and the end is asked for without a change in the
    /// store.
    private static let idleSeconds: Double = 1

    private func beforePage(_ number: Int) {
        limits.allowAnotherPage()
        page.beginPage()
        pageReport(number)
    }
}
