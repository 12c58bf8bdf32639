internal import Foundation
internal import Paperwork

#if canImport(Glibc)
    internal import Glibc
#endif

/// A driver, and the browsers that it starts, in a session of processes of their own, with a folder of their own for
/// everything that they write.
///
/// They end, and the folder goes, with this value or with the process that holds it, however that ends.
final class DriverProcess: Sendable {
    let port: UInt16
    /// The browser's profile, what it downloads, and its temporary files.
    let folder: URL
    private let watchman: Watchman

    /// Starts the driver and waits until it listens. Blocks the calling thread.
    ///
    /// - Throws: `BrowserFailure`: `notInstalled`, `driverGone` where it ends at once, `noAnswer` after the deadline.
    init(_ program: String, until deadline: ContinuousClock.Instant) throws(BrowserFailure) {
        let path = try Self.path(of: program)
        let output = try SocketPair()
        folder = try Self.makeFolder()
        do {
            watchman = try Watchman([path, "--port=0"], in: folder, output: output)
        } catch {
            rmdir(folder.path)
            throw error
        }
        do {
            port = try Self.port(saidOn: output.near, by: program, until: deadline)
        } catch {
            watchman.end(until: deadline + .seconds(20))
            throw error
        }
        // What it says later has no reader, and must not fill the socket.
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 4096)
            while read(output.near, &buffer, buffer.count) > 0 {}
        }
    }

    /// Ends it, and the browsers, and removes the folder. Blocks the calling thread.
    func end(until deadline: ContinuousClock.Instant) { watchman.end(until: deadline) }

    /// - Throws: `notInstalled`.
    static func path(of program: String) throws(BrowserFailure) -> String {
        guard let path = InstalledProgram.path(of: program) else {
            throw BrowserFailure(.notInstalled, subject: program)
        }
        return path
    }

    /// A new folder that only this user enters. The browser makes a socket in it, whose path may not exceed 107 bytes.
    private static func makeFolder() throws(BrowserFailure) -> URL {
        let temporary = FileManager.default.temporaryDirectory
        let parent = temporary.path.utf8.count < 40 ? temporary : URL(filePath: "/tmp")
        var template = Array(parent.appending(path: "tema-browser-XXXXXX").path.utf8CString)
        guard mkdtemp(&template) != nil else {
            throw BrowserFailure(.driverGone, subject: parent.path, detail: String(cString: strerror(errno)))
        }
        let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        return URL(filePath: path, directoryHint: .isDirectory)
    }

    /// What a driver prints that was started with `--port=0`.
    private static func port(
        saidOn output: Int32, by program: String, until deadline: ContinuousClock.Instant
    ) throws(BrowserFailure) -> UInt16 {
        var said = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while Deadline.isReady(output, for: POLLIN, until: deadline) {
            let count = read(output, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let last = said.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
                throw BrowserFailure(.driverGone, subject: program, detail: last)
            }
            said += String(decoding: buffer[..<count], as: UTF8.self)
            if let match = said.firstMatch(of: /success\w* on port (\d+)\D/), let port = UInt16(match.1), port > 0 {
                return port
            }
        }
        throw BrowserFailure(.noAnswer, subject: program, detail: said)
    }
}
