import Foundation
import Paperwork
import PostgresCluster
import Slips
import Storage
import Synchronization

/// A data folder that the built program serves, and the processes that do so.
final class ServedPlace: Sendable {
    /// The program under test; the tests' own build unless the environment names another.
    static let executable =
        ProcessInfo.processInfo.environment["TEMA_EXECUTABLE"].map { URL(filePath: $0) }
        ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "tema")

    let folder: SlipFolder
    let store: Store
    private let executable: URL
    private let environment: [String: String]
    private let supervisor = Mutex<Process?>(nil)

    /// - Parameters:
    ///   - postgresql: the store's address; nil for SQLite.
    ///   - settings: further lines of the site file.
    init(
        postgresql: String? = nil, settings: String = "", executable: URL = ServedPlace.executable,
        environment: [String: String] = [:]
    ) throws {
        let site = """
            data: data
            store: \(postgresql ?? "sqlite")
            workers: 2
            workflows: [slip]
            \(settings)

            """
        folder = try SlipFolder(site: site)
        self.executable = executable
        self.environment = environment
        try FileManager.default.createDirectory(at: folder.file("data"), withIntermediateDirectories: true)
        store =
            try postgresql.map { try Store.open(postgresql: $0) }
            ?? Store.open(sqliteAt: folder.file("data/tema.sqlite"))
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
    }

    var inbox: URL { folder.file("data/inbox/slip") }

    /// Starts the service where it does not run.
    func start(with options: [String] = []) throws {
        try supervisor.withLock { supervisor in
            guard supervisor?.isRunning != true else { return }
            let process = Process()
            process.executableURL = executable
            process.arguments = ["serve", "--site", folder.file("tema.yml").path, "--language", "en"] + options
            process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.url.path].merging(environment) { $1 }
            let log = folder.file("serve.log")
            if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
            let handle = try FileHandle(forWritingTo: log)
            try handle.seekToEnd()
            process.standardInput = FileHandle.nullDevice
            process.standardError = handle
            process.standardOutput = handle
            try process.run()
            supervisor = process
        }
    }

    /// Tells the service to stop and waits until it has.
    ///
    /// - Returns: its exit status; nil where it did not run.
    func stop() -> Int32? {
        guard let process = supervisor.withLock({ $0 }), process.isRunning else { return nil }
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// The service's processes: the supervisor first.
    func processes() -> (supervisor: Int32?, others: [Int32]) {
        guard let process = supervisor.withLock({ $0 }), process.isRunning else { return (nil, []) }
        let pid = process.processIdentifier
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
        let children = tasks.flatMap { task in
            let list = try? String(contentsOfFile: "/proc/\(pid)/task/\(task)/children", encoding: .utf8)
            return (list ?? "").split(separator: " ").compactMap { Int32($0) }
        }
        return (pid, children)
    }

    /// Those of the service's processes that do the work.
    var workers: [Int32] {
        processes().others.filter { process in
            let words = (try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)) ?? ""
            return words.split(separator: "\0").contains("work")
        }
    }

    /// What is under way: pages not looked at, documents queued or at work, files not taken in, batches without exports.
    func unfinished() throws -> Int {
        let batches = try store.openBatches().reduce(0) { sum, record in
            let progress = try store.progress(record.batch.id)
            let documents = progress?.documents ?? [:]
            return sum + 1 + (documents[.queued] ?? 0) + (documents[.working] ?? 0) + (progress?.pages.waiting ?? 0)
        }
        return batches + files(in: "data/inbox/slip").count + files(in: "data/taking").count
    }

    func files(in path: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.file(path).path)) ?? []
    }

    var log: String { (try? String(contentsOf: folder.file("serve.log"), encoding: .utf8)) ?? "" }

    /// Runs another command of the program over the same site, and gives its status and what it printed.
    func command(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments + ["--site", folder.file("tema.yml").path, "--language", "en"]
        let pipe = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    deinit {
        guard let process = supervisor.withLock({ $0 }), process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
