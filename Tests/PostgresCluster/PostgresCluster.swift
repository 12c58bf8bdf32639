internal import Foundation
internal import Synchronization

/// A PostgreSQL server of the tests' own, in a temporary folder, on a Unix socket; it ends with the process that made it,
/// however that ends.
package final class PostgresCluster: Sendable {
    /// One for all tests of a process that don't disturb it.
    package static let shared = Result { try PostgresCluster() }

    private let folder: URL
    /// Its far end is read by the watchman; that it closes is the sign to clean up.
    private let lifeline: Pipe
    private let databases = Mutex(0)

    /// The program that keeps `user` from being root, which PostgreSQL refuses.
    private static let asUser = getuid() == 0 ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : []
    /// The superuser, let in without a password.
    package static let user = "tema"
    /// A user that needs a password.
    package static let stranger = (name: "stranger", password: "sésame 髙")

    private static let programs = "/usr/lib/postgresql"

    /// Makes the cluster and starts it. Commits are not synced to the disk.
    package init() throws {
        folder = URL(filePath: "/tmp/tema-postgres-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        lifeline = Pipe()
        // No program that a test starts may keep it open.
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try watch()
        if getuid() == 0 { try Command(words: ["chown", "nobody:nogroup", folder.path]).run() }
        // Texts sort as in Japanese, so that a query that leaves its order to the server shows.
        try Command(
            words: Self.asUser + [
                try Self.program("initdb"), "--pgdata", data.path, "--username", Self.user, "--auth=trust", "--no-sync",
                "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=ja-JP",
            ]
        ).run()
        try "local all \(Self.stranger.name) scram-sha-256\nlocal all all trust\n".write(
            to: data.appending(path: "pg_hba.conf"), atomically: false, encoding: .utf8)
        try start()
        try execute("CREATE ROLE \(Self.stranger.name) LOGIN PASSWORD '\(Self.stranger.password)'")
    }

    /// The address of a new, empty database.
    package func newDatabase() throws -> String {
        let number = databases.withLock { count in
            count += 1
            return count
        }
        try execute("CREATE DATABASE test_\(number)")
        return url(database: "test_\(number)")
    }

    /// The address of a new, empty database whose texts are in another encoding.
    package func newDatabase(encoding: String) throws -> String {
        let name = "test_\(encoding.lowercased())"
        try execute(
            "CREATE DATABASE \(name) ENCODING '\(encoding)' TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'")
        return url(database: name)
    }

    package func url(database: String, user: String = PostgresCluster.user, password: String? = nil) -> String {
        let values = [("host", folder.path), ("user", user)] + (password.map { [("password", $0)] } ?? [])
        let query = values.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }
        return "postgresql:///\(database)?\(query.joined(separator: "&"))"
    }

    /// Starts the server, and waits until it answers.
    package func start() throws {
        let settings =
            "-c listen_addresses= -c unix_socket_directories=\(folder.path) -c fsync=off -c max_connections=200"
        try Command(
            words: Self.asUser + [
                try Self.program("pg_ctl"), "start", "--wait", "--silent", "--pgdata", data.path, "--log",
                folder.appending(path: "log").path, "--options", settings,
            ]
        ).run()
    }

    /// Ends all connections and the server; what was committed stays.
    package func stop() throws {
        try Command(
            words: Self.asUser + [
                try Self.program("pg_ctl"), "stop", "--wait", "--silent", "--pgdata", data.path, "--mode=fast",
            ]
        ).run()
    }

    /// Ends the server as a failing machine would: no connection is told.
    package func kill() throws {
        let lock = data.appending(path: "postmaster.pid")
        let pid = try String(contentsOf: lock, encoding: .utf8).prefix { $0.isNumber }
        // A child may have ended of itself when its turn comes.
        let script = "children=$(cat /proc/$0/task/*/children); kill -9 $0 && { kill -9 $children || true; }"
        try Command(words: ["sh", "-c", script, String(pid)]).run()
        // The locks name a process that may still wait to be buried.
        try FileManager.default.removeItem(at: lock)
        try FileManager.default.removeItem(at: folder.appending(path: ".s.PGSQL.5432.lock"))
    }

    /// Runs a statement as the superuser, outside any transaction.
    package func execute(_ sql: String) throws {
        try Command(words: [
            try Self.program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", sql,
            url(database: "postgres"),
        ]).run()
    }

    private var data: URL { folder.appending(path: "data") }

    /// Starts a watchman, which waits until this process is gone, ends the server and removes the folder. It is nobody's
    /// child here: one that ended would stay, and Swift Testing's own children would not be seen beside it.
    private func watch() throws {
        let script = """
            exec 3<&0
            (trap '' INT TERM HUP; cat <&3 >/dev/null
            kill -QUIT $(head -n 1 "$0/data/postmaster.pid") 2>/dev/null; sleep 1; rm -rf "$0") &
            """
        try Command(words: ["sh", "-c", script, folder.path]).run(
            input: lifeline.fileHandleForReading.fileDescriptor)
        try lifeline.fileHandleForReading.close()
    }

    /// Debian keeps the programs of each version in a folder of its own.
    private static func program(_ name: String) throws -> String {
        let versions = try FileManager.default.contentsOfDirectory(atPath: programs).sorted {
            $0.localizedStandardCompare($1) == .orderedAscending
        }
        guard let newest = versions.last else { throw CocoaError(.fileNoSuchFile) }
        return "\(programs)/\(newest)/bin/\(name)"
    }
}
