internal import Foundation
package import Paperwork
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// A process that the supervisor started, and the two pipes to it: its standard input ends when this process ends,
/// however it ends, and its standard output tells which page it is at.
package final class ChildProcess: Sendable {
    private let process: Process
    private let input: Pipe
    private let page = Mutex<Int?>(nil)
    private let hasHeardAll = DispatchGroup()
    package let pid: Int

    /// - throws: where the process can't be started.
    package init(_ command: ProcessCommand) throws {
        process = Process()
        process.executableURL = command.executable
        process.arguments = command.arguments
        input = Pipe()
        let output = Pipe()
        // Another child that held the writing end would keep this one from seeing its end.
        for pipe in [input, output] {
            for handle in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
                _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
            }
        }
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        pid = Int(process.processIdentifier)
        hasHeardAll.enter()
        OwnThread.start { [self] in
            while let data = try? output.fileHandleForReading.read(upToCount: 4096), !data.isEmpty { hear(data) }
            hasHeardAll.leave()
        }
    }

    /// The page that it decoded last; nil where it decoded none.
    package var lastPage: Int? { page.withLock { $0 } }

    /// Blocks the calling thread.
    package func waitUntilExit() {
        process.waitUntilExit()
        hasHeardAll.wait()
    }

    /// Tells it that nobody supervises it any more: it ends its work and goes.
    package func askToStop() { try? input.fileHandleForWriting.close() }

    /// Ends it at once (SIGKILL).
    package func kill() { _ = Glibc.kill(pid_t(pid), SIGKILL) }

    /// Nil where it was ended by a signal. Call it after `waitUntilExit`.
    package var exitStatus: Int? { process.terminationReason == .exit ? Int(process.terminationStatus) : nil }

    /// Nil where it ended as it should. Call it after `waitUntilExit`.
    package var causeOfDeath: Wording? {
        let status = Int(process.terminationStatus)
        guard process.terminationReason == .uncaughtSignal else {
            return status == 0
                ? nil
                : Wording(
                    ja: "処理プログラムがエラー(終了コード \(status))で止まりました。",
                    en: "The program that worked on it ended with status \(status).")
        }
        switch Int32(status) {
        case SIGXCPU:
            return Wording(
                ja: "1ページの処理が時間の上限を超えました。上限は、サイトファイルの limits の page-seconds で変えられます。",
                en: "One page took more time than a page may; page-seconds under limits in the site file raises it.")
        case SIGKILL:
            return Wording(
                ja: "処理プログラムが強制終了されました。機械のメモリが足りているか確かめてください。",
                en: "The program that worked on it was killed; see whether this machine has enough memory.")
        default:
            return Wording(
                ja: "処理プログラムが異常終了しました(シグナル \(status))。このページをもう一度スキャンするか、手で処理してください。",
                en:
                    "The program that worked on it crashed (signal \(status)). Scan the page again, or handle it by hand."
            )
        }
    }

    /// The pages come as numbers, each on a line.
    private func hear(_ data: Data) {
        let lines = data.split(separator: UInt8(ascii: "\n"))
        guard let last = lines.last, let number = Int(String(decoding: last, as: UTF8.self)) else { return }
        page.withLock { $0 = number }
    }
}
