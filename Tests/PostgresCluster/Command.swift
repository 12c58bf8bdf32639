internal import Foundation

/// A program run to its end. Foundation's `Process` waits for what the program leaves behind too, a server for one.
struct Command {
    var words: [String]

    /// - Parameter input: what it reads from; nothing where it is nil.
    /// - Throws: `CommandFailure` where it can't be started, or its status is not 0.
    func run(input: Int32? = nil) throws(CommandFailure) {
        let pid = try start(input: input)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw CommandFailure(command: words, status: status) }
    }

    private func start(input: Int32?) throws(CommandFailure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid: pid_t = 0
        let code = posix_spawnp(&pid, words[0], &actions, nil, &arguments, environ)
        guard code == 0 else { throw CommandFailure(command: words, status: code) }
        return pid
    }
}

/// A program of PostgreSQL failed; what it said stands in the tests' output.
package struct CommandFailure: Error {
    package var command: [String]
    /// As `waitpid` tells it.
    package var status: Int32
}
