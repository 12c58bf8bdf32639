package import Foundation
package import Slips
internal import Synchronization

/// The built program, serving a data folder and its station on this machine, on a port that the system chooses.
///
/// It ends with `stop`, with this value, or with the process that holds it, however that ends.
package final class ServedStation: Sendable {
    /// Beside the test bundle.
    package static let executable =
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "tema")

    /// The site file `tema.yml`, the workflow `slip`, and in `data` all that the program keeps.
    package let folder: SlipFolder
    private let executable: URL
    private let environment: [String: String]
    private let run = Mutex<ServedRun?>(nil)

    /// Writes the site file; nothing runs yet.
    ///
    /// - Parameters:
    ///   - folder: with its workflow; its site file is replaced.
    ///   - store: `sqlite`, or an address as in `postgresql://…`.
    ///   - workers: processes that read.
    ///   - station: what stands under `station:` in the site file, as a flow mapping without its braces.
    ///   - settings: further lines of the site file.
    ///   - environment: on top of a plain one.
    package init(
        folder: SlipFolder? = nil, store: String = "sqlite", workers: Int = 1,
        station: String = #"listen: "127.0.0.1:0""#, settings: String = "", environment: [String: String] = [:],
        executable: URL = ServedStation.executable
    ) throws {
        self.folder = try folder ?? SlipFolder()
        self.executable = executable
        self.environment = ["PATH": "/usr/bin:/bin", "HOME": self.folder.url.path, "LANG": "C.UTF-8"].merging(
            environment
        ) { $1 }
        let site = """
            data: data
            store: \(store)
            workers: \(workers)
            workflows: [slip]
            station: {\(station)}
            \(settings)

            """
        try self.folder.write(site, to: "tema.yml")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
    }

    /// Starts a station, hands it to `body`, and stops it however that ends.
    package static func with<Value: Sendable>(
        _ station: ServedStation, options: [String] = [], _ body: (ServedStation) async throws -> Value
    ) async throws -> Value {
        do {
            try await station.start(options: options)
            let value = try await body(station)
            await station.stop()
            return value
        } catch {
            await station.stop()
            throw error
        }
    }

    package var data: URL { folder.file("data") }

    package var inbox: URL { folder.file("data/inbox/slip") }

    /// Starts `tema serve` and waits until it says where the station listens.
    ///
    /// - Parameter options: further words of its command line.
    /// - Throws: `ServedStationFailure` with all that it said, where it ends or says nothing of it in time.
    package func start(options: [String] = [], within limit: Duration = .seconds(120)) async throws {
        let words = ["serve", "--site", folder.file("tema.yml").path, "--language", "en"] + options
        let started = try ServedRun(executable, words, in: folder.url, environment: environment)
        run.withLock { $0 = started }
        _ = try await waitForLog(Self.listening, within: limit)
    }

    /// As in `http://127.0.0.1:41231`, without a path.
    ///
    /// - Throws: `ServedStationFailure` where it has not been started.
    package var address: String {
        get throws {
            guard let match = log.firstMatch(of: Self.listening) else { throw ServedStationFailure(log: log) }
            return String(match.1)
        }
    }

    /// What the running service, or the one that ran last, has said on standard error.
    package var log: String { run.withLock { $0 }?.log ?? "" }

    /// Waits until the service has said something.
    ///
    /// - Throws: `ServedStationFailure` with all that it said, where it ends or does not say it in time.
    @discardableResult
    package func waitForLog<Output>(
        _ pattern: Regex<Output>, within limit: Duration = .seconds(120)
    ) async throws -> Regex<Output>.Match {
        let deadline = ContinuousClock.now + limit
        while true {
            let current = run.withLock { $0 }
            let hasEnded = current?.hasEnded ?? true
            if let match = (current?.log ?? "").firstMatch(of: pattern) { return match }
            guard !hasEnded, ContinuousClock.now < deadline else { throw ServedStationFailure(log: log) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Tells the service to end (SIGTERM) and waits until it has, with all its processes.
    ///
    /// - Returns: its exit status; nil where it did not run.
    @discardableResult
    package func stop() async -> Int32? {
        guard let current = run.withLock({ $0 }) else { return nil }
        return await OwnQueue.run { current.stop() }
    }

    /// Runs another command of the program over the same site, to its end.
    ///
    /// - Parameter input: what it reads on standard input, a password for one.
    package func command(_ arguments: [String], input: String = "") async throws -> CommandResult {
        let words = arguments + ["--site", folder.file("tema.yml").path, "--language", "en"]
        return try await OwnQueue.run { [executable, environment, folder] in
            try CommandResult(executable, words, in: folder.url, environment: environment, input: input)
        }
    }

    /// `http://127.0.0.1:PORT/`, and the like of it with TLS or another host.
    private static var listening: Regex<(Substring, Substring)> { /(https?:\/\/[^\s\/]+:[1-9]\d*)\// }
}

/// The service did not do what was waited for; this is what it said on standard error.
package struct ServedStationFailure: Error, CustomStringConvertible {
    package var log: String

    package var description: String { "tema serve did not come so far; it said:\n\(log)" }
}
