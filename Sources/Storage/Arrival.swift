package import Foundation
package import Paperwork

/// Where the original of something that came in through an inbox stands.
package enum ArrivalState: String, Sendable, Hashable, CaseIterable {
    /// Its batch is being worked on.
    case taken
    case done
    /// Documents of its batch wait for a person.
    case waiting
    /// Refused, or pages or documents of it need a person who sees to them elsewhere.
    case setAside = "set_aside"
}

/// Something that comes in through an inbox, before the store knows of it.
package struct NewArrival: Sendable, Hashable {
    /// Unique for ever; the name of the folder that it is taken into.
    package var token: String
    /// The inbox's name.
    package var inbox: String
    /// Where the original lies, relative to the data folder.
    package var place: String

    package init(token: String, inbox: String, place: String) {
        self.token = token
        self.inbox = inbox
        self.place = place
    }
}

/// Something that came in through an inbox.
package struct Arrival: Sendable, Hashable {
    package var token: String
    package var workflow: String
    package var inbox: String
    /// Its name as the clerk knows it.
    package var file: String
    /// Nil where it was refused.
    package var batch: String?
    package var state: ArrivalState
    /// Where the original lies or is being moved to, relative to the data folder.
    package var place: String
    /// Why it was refused.
    package var reason: Wording?
    package var at: Date
}
