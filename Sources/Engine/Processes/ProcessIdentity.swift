package import Foundation
internal import Paperwork
package import Storage

#if canImport(Glibc)
    internal import Glibc
#endif

/// Which process this is, among all that work on a store.
package struct ProcessIdentity: Sendable, Hashable {
    package var host: String
    /// The running system and its namespace of process numbers: within it, a number tells whether a process lives.
    package var space: String
    package var pid: Int

    /// This process.
    package static let current = ProcessIdentity(
        host: ProcessInfo.processInfo.hostName, space: currentSpace,
        pid: Int(ProcessInfo.processInfo.processIdentifier))

    /// The name that claims are held under by the worker process `pid` of this host.
    ///
    /// Containers and copied machines may share a host's name: where the process numbers are from tells them apart.
    package static func workerName(pid: Int) -> String {
        var digest = SHA256()
        digest.update(Array(current.space.utf8))
        return "\(current.host)-\(pid)-\(digest.finished().prefix(8))"
    }

    private static var currentSpace: String {
        let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
        let namespace = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
        return "\(boot.trimmingCharacters(in: .whitespacesAndNewlines)) \(namespace)"
    }
}

extension WorkerRecord {
    package init(name: String, now: Date) {
        let process = ProcessIdentity.current
        self.init(
            name: name, host: process.host, processSpace: process.space, pid: process.pid, started: now, beat: now)
    }

    /// It ran where this process can see it, and is not there any more.
    package var isKnownToBeDead: Bool {
        guard processSpace == ProcessIdentity.current.space else { return false }
        return kill(pid_t(pid), 0) != 0 && errno == ESRCH
    }
}

extension Store {
    /// Gives back what workers held that died on this host and were not seen to, or whose machine vanished: their leases
    /// ran out a while ago.
    package func dismissDeadWorkers(now: Date) throws {
        try dismissWorkers(silentSince: now.addingTimeInterval(-2 * LeaseKeeper.leaseSeconds), now: now)
        for worker in try workers() where worker.isKnownToBeDead {
            try dismiss(worker: worker.name, after: .died(reason: .workerVanished, page: nil), now: now)
        }
    }
}
