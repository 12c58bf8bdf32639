package import Foundation
package import Paperwork

/// Why a robot could not go on with a document.
package enum RobotHalt: Error {
    /// Something that passes: the system is away, closed, or slow. What was begun is known not to be committed.
    ///
    /// - isOfDocument: it may lie in the document, and costs it one of its attempts.
    case rests(seconds: Double, reason: Wording, isOfDocument: Bool)
    /// The system's pages are not what the script says: nothing is entered until a person has looked.
    case stopped(ChangedPage)
}

/// A page that is not what a script expects.
package struct ChangedPage: Sendable, Hashable {
    /// What was looked for and what was found instead, with what may mend it.
    package var reason: Wording
    /// The script's line.
    package var line: Int
    /// The page as it is now, as PNG.
    package var picture: Data?
    /// What may mend it; nil where nothing on the page is like what was looked for.
    package var repair: ScriptRepair?

    package init(reason: Wording, line: Int, picture: Data?, repair: ScriptRepair? = nil) {
        self.reason = reason
        self.line = line
        self.picture = picture
        self.repair = repair
    }
}

/// What became of an entry.
package enum EntryOutcome: Sendable {
    case done(Evidence)
    /// The system does not take the record, and said why.
    case refused(message: String, Evidence)
    /// The request was let go, and nothing tells whether it was taken.
    case unclear(reason: Wording, Evidence)

    /// What was seen at the end.
    package struct Evidence: Sendable {
        /// By the field that it is kept in.
        package var kept: [String: String] = [:]
        /// The page, as PNG, without secrets.
        package var picture: Data?
    }
}

/// What looking for a record came to.
package enum VerificationOutcome: Sendable {
    case found(EntryOutcome.Evidence)
    case absent
    case unclear(Wording)
}
