internal import Dispatch
internal import Engine
internal import Foundation
internal import Paperwork
internal import Storage

/// This program, run once more as a process of its own over files that can't be trusted: one that brings it down costs the
/// answer and never the station.
struct ProgramRun: Sendable {
    /// One at a time on a machine that also reads.
    private static let turn = DispatchSemaphore(value: 1)
    /// What most runs may take: seconds of the clock, and of a processor.
    private static let (patience, seconds) = (120.0, 90)
    /// Of memory that it may write to.
    private static let megabytes = 2000

    /// Its own, for what goes in and comes out.
    let folder: URL

    /// - throws: An error of the file system where the folder can't be made.
    init(_ station: Station) throws {
        folder = station.dataFolder.data.appending(path: "uploads/\(Password.token().prefix(24))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Removes the folder.
    func end() { try? FileManager.default.removeItem(at: folder) }

    /// Runs it to its end. Blocks the calling thread.
    ///
    /// - Parameters:
    ///   - patience: how long it may take, in seconds; then it is ended.
    ///   - seconds: of a processor.
    /// - Returns: its exit status, what it printed, and what it said on standard error.
    func run(
        _ arguments: [String], language: Language, patience: Double = Self.patience, seconds: Int = Self.seconds
    ) throws -> (status: Int32, printed: String, said: String) {
        Self.turn.wait()
        defer { Self.turn.signal() }
        let (printed, said) = (folder.appending(path: "printed.txt"), folder.appending(path: "said.txt"))
        for file in [printed, said] {
            guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
                throw CocoaError(.fileWriteUnknown)
            }
        }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments =
            [
                "-c", "ulimit -t \(seconds) && ulimit -d \(Self.megabytes * 1000) && exec \"$@\"", "sh",
                URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path,
            ] + arguments + ["--language", language.rawValue]
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: printed)
        process.standardError = try FileHandle(forWritingTo: said)
        try process.run()
        let child = process.processIdentifier
        let killing = DispatchWorkItem { kill(child, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: killing)
        process.waitUntilExit()
        killing.cancel()
        let text = { (file: URL) in (try? String(contentsOf: file, encoding: .utf8)) ?? "" }
        return (
            process.terminationReason == .exit ? process.terminationStatus : -1, text(printed),
            String(text(said).suffix(2000))
        )
    }
}
