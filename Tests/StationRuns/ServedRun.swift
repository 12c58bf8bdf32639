internal import Dispatch
internal import Foundation
internal import Synchronization

/// One run of the service, under a shell that ends it once the shell's standard input ends, as it does when this
/// process is gone.
final class ServedRun: Sendable {
    /// What the service has said.
    private final class Messages: Sendable {
        let bytes = Mutex(Data())
        let isComplete = Mutex(false)

        /// Until all who write have gone.
        func hear(_ pipe: FileHandle) {
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = read(pipe.fileDescriptor, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                bytes.withLock { $0.append(contentsOf: buffer[..<count]) }
            }
            isComplete.withLock { $0 = true }
        }
    }

    private let shell: Process
    private let lifeline: Pipe
    private let messages = Messages()

    private static let script = """
        exec 3<&0 </dev/null
        setsid env --default-signal=TERM "$@" 3<&- &
        service=$!
        trap '' INT TERM HUP
        trap 'kill -KILL -$service' USR1
        exec >/dev/null 2>&1
        cat <&3
        kill -TERM $service
        while
          wait $service
          status=$?
          kill -0 $service
        do :; done
        kill -KILL -$service
        exit $status
        """

    /// How long it may take to end when it is told to, in seconds; then it is killed.
    private static let patience = 60.0

    init(_ executable: URL, _ words: [String], in folder: URL, environment: [String: String]) throws {
        shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", Self.script, "sh", executable.path] + words
        shell.currentDirectoryURL = folder
        shell.environment = environment
        lifeline = Pipe()
        let pipe = Pipe()
        // Another child that held a writing end would keep this one from seeing its end.
        for handle in [lifeline.fileHandleForWriting, pipe.fileHandleForReading] {
            _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        shell.standardInput = lifeline
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = pipe
        try shell.run()
        Thread.detachNewThread { [messages] in messages.hear(pipe.fileHandleForReading) }
    }

    deinit { try? lifeline.fileHandleForWriting.close() }

    var log: String { String(decoding: messages.bytes.withLock { $0 }, as: UTF8.self) }

    /// It, and all that it started, will say no more.
    var hasEnded: Bool { messages.isComplete.withLock { $0 } }

    /// Blocks the calling thread until it has ended.
    ///
    /// - Returns: its exit status; 128 and the signal's number where a signal ended it.
    func stop() -> Int32 {
        try? lifeline.fileHandleForWriting.close()
        let shell = shell.processIdentifier
        let killing = DispatchWorkItem { kill(shell, SIGUSR1) }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience, execute: killing)
        self.shell.waitUntilExit()
        killing.cancel()
        return self.shell.terminationStatus
    }
}
