package import Foundation

/// A finished batch that is processed again, as a batch of its own, under its workflow's present version.
package struct Reprocessing: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// Its documents are compared with the original's; nothing of it is exported.
        case trial
        /// It stands in the original's place: its exports are written like any batch's.
        case accepted
        /// It was given up; its batch and documents are gone.
        case dropped
    }

    /// The id of the batch that is processed anew.
    package var trial: String
    /// The id of the batch that was processed before.
    package var original: String
    package var state: State
    package var begun: Date
}

/// What became of the wish to process a batch again.
package enum ReprocessingStart: Sendable, Hashable {
    case begun
    /// It was begun before, or replaced the batch already.
    case already(Reprocessing)
    /// There is no such batch, or something is left to do in it.
    case notFinished
}
