package import Foundation
package import Paperwork

/// How a process of the service is started.
package struct ProcessCommand: Sendable {
    /// What the process is called in messages.
    package var title: Wording
    package var executable: URL
    package var arguments: [String]

    package init(title: Wording, executable: URL, arguments: [String]) {
        self.title = title
        self.executable = executable
        self.arguments = arguments
    }
}
