internal import Foundation
internal import Operations
internal import Paperwork
internal import Storage
internal import Workflows

/// What people see of the robots: where each stands, what waits, and what became of each entry.
struct RobotListing: Encodable, Sendable {
    var robots: [RobotView]
    /// Lets robots go on, and takes repairs.
    var mayOpen: Bool
    /// Says whether documents in doubt were entered.
    var maySettle: Bool
    var mayReview: Bool
}

/// One other system, and how entering into it goes.
struct RobotView: Encodable, Sendable {
    enum State: String, Encodable {
        case works
        /// Tried again by itself.
        case rests
        /// Outside the other system's opening hours.
        case closed
        /// Its pages are not what the script says: a person opens it.
        case stopped
    }

    var id: String
    var title: String
    /// Of the workflows whose documents it enters.
    var workflows: [String]
    var state: State
    var reason: String?
    /// When it goes on by itself.
    var until: Date?
    /// As in `8:30–17:15`; nil where it is always open.
    var hours: String?
    /// Documents that wait for their turn.
    var waiting: Int
    var entered: Int
    /// The document at which it was stopped.
    var document: String?
    /// Whether there are pictures of the page as it was and as it is.
    var hasExpected: Bool
    var hasFound: Bool
    var repair: RobotDesk.Proposal?
    var doubts: [EntryView]
    var refused: [EntryView]
    /// The latest ones that are done.
    var latest: [EntryView]
}

/// One entry into another system, with what bears it out.
struct EntryView: Encodable, Sendable {
    struct Kept: Encodable, Sendable {
        var name: String
        var value: String
    }

    var document: String
    var step: Int
    var batch: String
    var file: String
    var account: String
    var sent: Date?
    var answered: Date?
    /// The method and the address of the request that committed it.
    var request: String
    /// What was read back.
    var kept: [Kept]
    /// What the other system said where it refused.
    var message: String?
    var hasPicture: Bool
}

extension Workflow {
    /// Its steps into other systems, by browser or otherwise.
    var lanes: [String] { steps.compactMap(\.lane) }

    /// The script by which it enters documents into a system; nil where it does not by a browser.
    func script(into lane: String) -> RobotScript? {
        for step in steps {
            if case .enter(let enter) = step.action, enter.into == lane {
                return RobotScriptReader.read(enter.script).value
            }
        }
        return nil
    }
}
