internal import Foundation
package import Workflows

#if canImport(Glibc)
    internal import Glibc
#endif

/// What a worker process may use, so that a hostile page costs one attempt and never the machine.
package struct ProcessLimits: Sendable, Hashable {
    /// Bytes of memory that the process may write to (`RLIMIT_DATA`).
    package var memoryBytes: Int
    /// Files open at once.
    package var openFiles: Int
    /// CPU seconds for one page.
    package var pageSeconds: Int

    /// Those that the site sets. An ordinary page takes under a second, and a worker under 300 MB.
    package init(_ site: Site) {
        memoryBytes = site.workerMegabytes * 1_000_000
        openFiles = 256
        pageSeconds = site.pageSeconds
    }

    /// Holds this process to the limits on memory and open files.
    package func apply() {
        Self.set(__rlimit_resource_t(RLIMIT_DATA.rawValue), to: memoryBytes)
        Self.set(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), to: openFiles)
    }

    /// Allows this process `pageSeconds` of CPU time from now on; the system ends it (`SIGXCPU`) when it takes more.
    package func allowAnotherPage() {
        var used = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &used)
        Self.set(
            __rlimit_resource_t(RLIMIT_CPU.rawValue), to: used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1 + pageSeconds)
    }

    /// Lets this process take what CPU time it needs: while it waits for days, or writes a large export.
    package static func allowAnyTime() { Self.set(__rlimit_resource_t(RLIMIT_CPU.rawValue), to: .max) }

    /// The soft limit alone, which a process may move up and down below the hard one.
    private static func set(_ resource: __rlimit_resource_t, to value: Int) {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return }
        limit.rlim_cur = min(rlim_t(value), limit.rlim_max)
        setrlimit(resource, &limit)
    }
}
