internal import Foundation
internal import Glibc

/// Programs that this machine has.
package enum InstalledProgram {
    /// Where a program lies: a path as it is, a name as the shell looks it up. Nil where it is not there, or may not be run.
    package static func path(of program: String) -> String? {
        if program.contains("/") { return access(program, X_OK) == 0 ? program : nil }
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        return folders.split(separator: ":").map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
    }
}
