package import Foundation
package import Paperwork

/// A process that works on the queue.
package struct WorkerRecord: Sendable, Hashable {
    /// Unique; claims are held under it.
    package var name: String
    package var host: String
    /// Which processes see each other's numbers: those of one running system and one namespace.
    package var processSpace: String
    package var pid: Int
    package var started: Date
    /// Its last sign of life.
    package var beat: Date
    /// The document, or the batch, that it is at; nil while it has nothing to do.
    package var holds: String?

    package init(
        name: String, host: String, processSpace: String, pid: Int, started: Date, beat: Date, holds: String? = nil
    ) {
        self.name = name
        self.host = host
        self.processSpace = processSpace
        self.pid = pid
        self.started = started
        self.beat = beat
        self.holds = holds
    }
}

/// How a worker ended.
package enum WorkerEnd: Sendable, Hashable {
    /// It was told to: what it held is put back as it was, uncounted.
    case stopped
    /// It crashed, or met a limit: what it held loses one attempt.
    /// - page: the page of a batch that it was at, where that is known.
    case died(reason: Wording, page: Int?)
}

/// A workflow that rests for a while: something outside its documents is wrong, such as a register that can't be read.
package struct Pause: Sendable, Hashable {
    package var workflow: String
    /// When it is tried again.
    package var until: Date
    package var reason: Wording

    package init(workflow: String, until: Date, reason: Wording) {
        self.workflow = workflow
        self.until = until
        self.reason = reason
    }
}
