internal import Foundation
package import Paperwork
internal import Synchronization
package import Workflows

/// The versions of workflows that batches run under, each made ready once and shared by the threads of a process.
package final class JobShelf: Sendable {
    /// Blank forms and registers take memory: a version that was not asked for in a while is made ready again.
    private static let capacity = 16

    private struct Shelf {
        var jobs: [String: Job] = [:]
        /// The version asked for last stands last.
        var order: [String] = []
    }

    private let versions: VersionStore
    private let site: Site?
    private let shelf = Mutex(Shelf())

    package init(versions: VersionStore, site: Site?) {
        self.versions = versions
        self.site = site
    }

    /// Puts a job on the shelf that is ready already.
    package func add(_ job: Job) { put(job, as: job.workflow.sha256) }

    /// The job of that version.
    ///
    /// - throws: `Trouble` where the version is not kept, or one of its registers can't be read.
    package func job(version: String) throws(Trouble) -> Job {
        if let job = shelf.withLock({ $0.jobs[version] }) {
            put(job, as: version)
            return job
        }
        let job = try Job(try versions.workflow(version: version, site: site))
        put(job, as: version)
        return job
    }

    private func put(_ job: Job, as version: String) {
        shelf.withLock { shelf in
            shelf.jobs[version] = job
            shelf.order.removeAll { $0 == version }
            shelf.order.append(version)
            if shelf.order.count > Self.capacity { shelf.jobs[shelf.order.removeFirst()] = nil }
        }
    }
}
