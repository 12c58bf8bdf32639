package import Foundation

/// The entry of a document into another system, as the store has it.
package struct EntryRecord: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// The request that commits it may have left.
        case intended
        /// It was answered, and the other system has it.
        case done
        /// The other system does not take it.
        case refused
        /// It may or may not be there, and looking did not tell: a person says which.
        case inDoubt = "in_doubt"
    }

    package var document: String
    /// The step of the job file, from 0.
    package var step: Int
    /// The other system's id.
    package var target: String
    /// Whose account it was entered with there; empty where none is known.
    package var account: String
    package var state: State
    /// The method and the address of the request that commits it.
    package var request: String
    /// The SHA-256 of the script by which it was entered.
    package var script: String
    package var worker: String
    package var intended: Date?
    package var answered: Date?
    /// What was read back, by the field that it is kept in.
    package var kept: [String: String]
    /// Relative to the page store.
    package var picture: String?
    /// What the other system said, where it refused.
    package var message: String?

    package init(
        document: String, step: Int, target: String, account: String, state: State, request: String, script: String,
        worker: String, intended: Date? = nil, answered: Date? = nil, kept: [String: String] = [:],
        picture: String? = nil, message: String? = nil
    ) {
        self.document = document
        self.step = step
        self.target = target
        self.account = account
        self.state = state
        self.request = request
        self.script = script
        self.worker = worker
        self.intended = intended
        self.answered = answered
        self.kept = kept
        self.picture = picture
        self.message = message
    }
}
