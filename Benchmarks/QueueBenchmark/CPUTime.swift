import Foundation

/// CPU seconds, user and system.
enum CPUTime {
    /// Of this process, and of the server processes that serve its database.
    static func seconds(servers address: String) -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let own =
            Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
        guard let database = URL(string: address)?.lastPathComponent, address.hasPrefix("postgresql:") else {
            return own
        }
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.reduce(own) { $0 + backendSeconds($1, database: database) }
    }

    /// 0 for a process that is not a connection of PostgreSQL to that database.
    private static func backendSeconds(_ process: String, database: String) -> Double {
        guard let title = try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8),
            title.hasPrefix("postgres: "), title.contains(" \(database) "),
            let times = try? String(contentsOfFile: "/proc/\(process)/schedstat", encoding: .utf8),
            let nanoseconds = times.split(separator: " ").first.flatMap({ Double($0) })
        else { return 0 }
        return nanoseconds / 1e9
    }
}
