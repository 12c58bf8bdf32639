internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#endif

/// A shell that starts a program in a session of its own and waits until its lifeline is cut: by `end`, or because this
/// process is gone. Then it ends all processes of the program's group and removes their folder.
///
/// What this process may use of memory, open files and time is not the program's limit: a browser needs more of each than
/// one that reads pages.
///
/// It is nobody's child here, so nothing is left to be waited for.
final class Watchman: Sendable {
    /// That its near end closes is the sign; the far end, the shell's, closes when all is done.
    private let lifeline: SocketPair

    private static let script = """
        exec 3<&0 </dev/null
        (
        for limit in d n t; do ulimit -S -$limit $(ulimit -H -$limit); done
        setsid "$@" 3<&- 2>&1 &
        program=$!
        trap '' INT TERM HUP
        exec >/dev/null 2>&1
        cat <&3
        kill -KILL -$program || kill -KILL $program
        wait
        tries=0
        until rm -rf "$0" || [ $tries -ge 50 ]; do tries=$((tries + 1)); sleep 0.1; done
        ) &
        """

    /// - Parameters:
    ///   - command: a program's path and its arguments.
    ///   - folder: its home and the place of its temporary files.
    ///   - output: its far end is where the program writes.
    init(_ command: [String], in folder: URL, output: SocketPair) throws(BrowserFailure) {
        lifeline = try SocketPair()
        defer {
            lifeline.closeFar()
            output.closeFar()
        }
        try Self.spawn(
            ["/usr/bin/setsid", "/bin/sh", "-c", Self.script, folder.path] + command,
            environment: Self.environment(home: folder),
            input: lifeline.far, output: output.far)
    }

    /// Cuts the lifeline and waits until all is done. Blocks the calling thread.
    func end(until deadline: ContinuousClock.Instant) {
        shutdown(lifeline.near, Int32(SHUT_WR))
        var byte: UInt8 = 0
        while Deadline.isReady(lifeline.near, for: POLLIN, until: deadline) {
            let count = recv(lifeline.near, &byte, 1, 0)
            if count == 0 || (count < 0 && errno != EINTR) { return }
        }
    }

    private static func environment(home: URL) -> [String] {
        var environment = ProcessInfo.processInfo.environment
        for name in ["HOME", "TMPDIR"] { environment[name] = home.path }
        for name in ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "CHROME_LOG_FILE"] {
            environment[name] = nil
        }
        return environment.map { "\($0)=\($1)" }
    }

    /// The descriptors that a program would be given, and some that other threads may be opening.
    private static var inherited: ClosedRange<Int32> {
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return STDERR_FILENO + 1...(open.compactMap { Int32($0) }.max() ?? 255) + 64
    }

    /// Starts a program that ends soon, and waits for it.
    private static func spawn(
        _ words: [String], environment: [String], input: Int32, output: Int32
    ) throws(BrowserFailure) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        // A pipe of another part of this process that a browser kept open would never come to its end.
        for descriptor in Self.inherited { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A thread's blocked and ignored signals would be the program's too.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, words[0], &actions, &attributes, &arguments, &variables)
        guard code == 0 else {
            throw BrowserFailure(.driverGone, subject: words[0], detail: String(cString: strerror(code)))
        }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    }
}
