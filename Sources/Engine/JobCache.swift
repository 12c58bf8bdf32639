internal import Foundation
package import Paperwork
package import Registers
internal import Synchronization
package import Workflows

/// The versions of workflows that batches run under, each made ready once and shared by the threads of a process.
package final class JobCache: Sendable {
    /// Blank forms and registers take memory: a version that was not asked for in a while is made ready again.
    private static let capacity = 16

    private struct Kept {
        var jobs: [String: Job] = [:]
        /// The version asked for last stands last.
        var order: [String] = []
    }

    private let versions: VersionStore
    private let site: Site?
    private let registers: RegisterShelf
    private let isForReading: Bool
    private let kept = Mutex(Kept())

    /// - Parameters:
    ///   - site: declares the registers that kept versions speak of; nil where they name none.
    ///   - registers: where their registers are kept.
    ///   - isForReading: whether scans are read with its jobs.
    package init(versions: VersionStore, site: Site?, registers: RegisterShelf, isForReading: Bool = true) {
        self.versions = versions
        self.registers = registers
        self.site = site
        self.isForReading = isForReading
    }

    /// Puts a job on the kept that is ready already.
    package func add(_ job: Job) { put(job, as: job.workflow.sha256) }

    /// The job of that version.
    ///
    /// - throws: `Trouble` where the version is not kept, or one of its registers can't be read.
    package func job(version: String) throws(Trouble) -> Job {
        if let job = kept.withLock({ $0.jobs[version] }) {
            put(job, as: version)
            return job
        }
        let job = try Job(
            try versions.workflow(version: version, site: site), isForReading: isForReading, registers: registers)
        put(job, as: version)
        return job
    }

    /// Whether that version can be read with this site's settings: where it can't, waiting does not help, and other batches of
    /// its workflow may run under one that can.
    func isUnfit(version: String) -> Bool {
        do {
            _ = try versions.workflow(version: version, site: site)
            return false
        } catch {
            return error.kind == .definition
        }
    }

    private func put(_ job: Job, as version: String) {
        kept.withLock { kept in
            kept.jobs[version] = job
            kept.order.removeAll { $0 == version }
            kept.order.append(version)
            if kept.order.count > Self.capacity { kept.jobs[kept.order.removeFirst()] = nil }
        }
    }
}
