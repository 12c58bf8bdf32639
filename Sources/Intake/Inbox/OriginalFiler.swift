internal import Engine
internal import Foundation
internal import Imaging
internal import Paperwork
internal import Storage
internal import Workflows

/// Moves originals to where they rest, with a text beside each that says what happened and what to do.
///
/// The store knows the place before anything is moved, so that another process can go on.
struct OriginalFiler {
    let store: Store
    let dataFolder: DataFolder
    /// Those in use: they give fields their labels.
    let workflows: [Workflow]
    let report: @Sendable (InboxEvent) -> Void
    let checkpoint: @Sendable (ImportStep) throws -> Void

    /// Originals moved in one go; the rest follow in the next.
    private static let portion = 200

    private var folders: OriginalFolders { OriginalFolders(data: dataFolder.data) }

    /// Sets an original aside that is no batch.
    ///
    /// - throws: `Trouble` where the disk or the store fails.
    func refuse(_ arrival: NewArrival, of workflow: Workflow, file: String, reason: Wording, now: Date) throws {
        var refused = arrival
        refused.place = folders.freePlace(for: .setAside, inbox: arrival.inbox, name: file)
        try store.refuse(refused, workflow: workflow.id, file: file, reason: reason, now: now)
        try checkpoint(.decided)
        guard let arrival = try store.arrival(arrival.token) else { return }
        try complete(arrival)
    }

    /// Moves the originals of batches that came to rest. True where there may be more.
    ///
    /// - throws: `Trouble` where the disk or the store fails.
    func moveAtRest() throws -> Bool {
        let arrivals = try store.arrivalsAtRest(limit: Self.portion)
        for arrival in arrivals { try moveOn(arrival) }
        return arrivals.count == Self.portion
    }

    private func moveOn(_ arrival: Arrival) throws {
        guard let batch = arrival.batch, let outcome = try ArrivalOutcome(of: batch, in: store) else { return }
        if arrival.state == .waiting {
            let back = folders.taking(arrival.token).appending(path: arrival.file)
            if try folders.move(folders.url(arrival.place), to: back) != .stayed {
                unlink(folders.url(OriginalFolders.note(for: arrival.place)).path)
            }
        }
        let target = folders.freePlace(for: outcome.state, inbox: arrival.inbox, name: arrival.file)
        try store.settle(arrival: arrival.token, as: outcome.state, place: target)
        try checkpoint(.decided)
        guard let decided = try store.arrival(arrival.token) else { return }
        try complete(decided)
        report(.settled(batch: batch, place: decided.place))
    }

    /// Writes the text and moves the original to the place that the store knows.
    ///
    /// - throws: `Trouble` where the disk or the store fails.
    func complete(_ arrival: Arrival) throws {
        var arrival = arrival
        let original = folders.taking(arrival.token).appending(path: arrival.file)
        defer { rmdir(folders.taking(arrival.token).path) }
        while folders.exists(OriginalFolders.takingPlace(arrival.token, arrival.file)) {
            let text = try OutcomeText(of: arrival, in: store, workflows: workflows).text
            try folders.write(note: text, to: folders.url(OriginalFolders.note(for: arrival.place)))
            try checkpoint(.noted)
            if try folders.move(original, to: folders.url(arrival.place)) != .stayed { break }
            arrival.place = folders.freePlace(for: arrival.state, inbox: arrival.inbox, name: arrival.file)
            try store.settle(arrival: arrival.token, as: arrival.state, place: arrival.place)
        }
        try checkpoint(.moved)
    }
}
