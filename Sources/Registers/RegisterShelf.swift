package import Foundation
package import Paperwork
import Synchronization

/// The registers that a process works with. With a folder, each is read once and kept there as files that all processes map
/// into memory and share; when its source changes, or its time is up, it is read anew beside the old one, which goes on
/// being used until the new one is whole. One that can't be read, or that lacks what the old one had, never takes its place.
package final class RegisterShelf: Sendable {
    private struct Kept {
        var register: Register
        var current: ShelfNote
        var looked: ContinuousClock.Instant
        /// The source as it was seen last: one that still changes is left alone.
        var seen: SourceStamp?
        var isRefreshing = false
    }

    /// Where registers are kept; nil where each process keeps its own in memory.
    package let folder: URL?
    private let report: @Sendable (Wording) -> Void
    private let kept = Mutex<[RegisterDefinition: Kept]>([:])

    /// How often a source is looked at, at most.
    private static let lookInterval = Duration.seconds(2)

    /// - Parameters:
    ///   - folder: made where there is none; only the user of this process may look into it.
    ///   - report: told of a register that could not be read again, and of one that was.
    package init(folder: URL?, report: @escaping @Sendable (Wording) -> Void = { _ in }) {
        self.folder = folder
        self.report = report
    }

    /// The register as it was read last; read now, where it never was.
    ///
    /// Where its source has changed since, this starts reading it again on a thread of its own, and gives the old one until
    /// that is done.
    /// - Parameter types: field type by column, for the columns that documents are compared by; their indexes are made
    ///   ready with it.
    /// - Throws: `Trouble`: it can't be read, and never could.
    package func register(
        _ definition: RegisterDefinition, types: [String: String] = [:]
    ) throws(Trouble) -> Register {
        let now = ContinuousClock.now
        let (mine, isDue) = kept.withLock { kept -> (Kept?, Bool) in
            guard let mine = kept[definition], now - mine.looked >= Self.lookInterval else {
                return (kept[definition], false)
            }
            kept[definition]?.looked = now
            return (mine, true)
        }
        guard let mine else { return try firstRegister(definition, types: types) }
        return isDue ? look(at: definition, mine) : mine.register
    }

    /// Reads the register from its source now, whether that has changed or not, and puts it in the place of the old one.
    ///
    /// - Parameter accepting: also where much fewer records are left, or columns are gone.
    /// - Throws: `Trouble`: it can't be read, or lacks what the old one had. The old one stays.
    @discardableResult
    package func refresh(
        _ definition: RegisterDefinition, types: [String: String] = [:], accepting: Bool = false
    ) throws(Trouble) -> Register {
        try read(definition, types: types, accepting: accepting, isForced: true)
    }

    /// - Parameter isForced: also where another process has just done it.
    private func read(
        _ definition: RegisterDefinition, types: [String: String], accepting: Bool = false, isForced: Bool = false
    ) throws(Trouble) -> Register {
        let stamp = SourceStamp(of: definition)
        let place = place(of: definition)
        try place?.make()
        let lock = try place.map { (place) throws(Trouble) in try ShelfLock(place.lock) }
        defer { withExtendedLifetime(lock) {} }
        if !isForced, let place, let note = place.note, note.isUpToDate(with: stamp, definition),
            let register = place.get(note, definition)
        {
            keep(register, note, for: definition)
            return register
        }
        let before = place?.note ?? kept.withLock { $0[definition]?.current }
        var register: Register
        do throws(Trouble) {
            register = try Register.open(definition)
            guard SourceStamp(of: definition) == stamp else { throw .registerStillChanges(definition) }
            if let before, !accepting { try Self.refuse(register, instead: before, definition) }
        } catch {
            if var note = before {
                note.failure = ShelfNote.Failure(error, stamp: stamp)
                try? place?.write(note)
                kept.withLock { $0[definition]?.current = note }
            }
            throw error
        }
        let wanted = types.isEmpty ? before?.types ?? [:] : types
        let note = ShelfNote(
            generation: UUID().uuidString, stamp: stamp, read: Date(), count: register.count,
            columns: register.columns, types: wanted, weights: before?.weights)
        if let place { register = try place.put(register, note) } else { register.prepare(wanted) }
        keep(register, note, for: definition)
        return register
    }

    /// Takes weights for a register, which all processes use from then on; nil for what is assumed.
    ///
    /// - Throws: `Trouble`: there is no folder, the register was never read, or they can't be written.
    package func take(_ weights: RegisterWeights?, for definition: RegisterDefinition) throws(Trouble) {
        guard let place = place(of: definition), place.note != nil else { throw .registerNeverRead(definition) }
        let lock = try ShelfLock(place.lock)
        defer { withExtendedLifetime(lock) {} }
        guard var note = place.note else { throw .registerNeverRead(definition) }
        note.weights = weights
        try place.write(note)
    }

    /// What is known of the register without reading it; nil where it was never read.
    package func note(of definition: RegisterDefinition) -> ShelfNote? {
        place(of: definition)?.note ?? kept.withLock { $0[definition]?.current }
    }

    private func firstRegister(
        _ definition: RegisterDefinition, types: [String: String]
    ) throws(Trouble) -> Register {
        guard let place = place(of: definition), let note = place.note, let register = place.get(note, definition)
        else { return try read(definition, types: types) }
        if note.isUpToDate(with: SourceStamp(of: definition), definition) {
            keep(register, note, for: definition)
            return register
        }
        do throws(Trouble) {
            return try read(definition, types: types)
        } catch {
            keep(register, place.note ?? note, for: definition)
            report(error.sentence)
            return register
        }
    }

    /// Takes what another process has read meanwhile, or begins to read what has changed.
    private func look(at definition: RegisterDefinition, _ mine: Kept) -> Register {
        let place = place(of: definition)
        var mine = mine
        if let place, let note = place.note,
            note.generation != mine.current.generation || note.weights != mine.current.weights,
            let register = place.get(note, definition)
        {
            keep(register, note, for: definition)
            mine.register = register
            mine.current = note
        }
        let stamp = SourceStamp(of: definition)
        let begins = kept.withLock { kept -> Bool in
            guard var now = kept[definition] else { return false }
            // A file that is being written is let come to rest: it looks the same twice.
            let isAtRest = stamp == nil || now.seen == stamp
            now.seen = stamp
            let begins =
                !now.isRefreshing && isAtRest && !now.current.isUpToDate(with: stamp, definition)
                && now.current.failure?.isOf(stamp, definition) != true
            if begins { now.isRefreshing = true }
            kept[definition] = now
            return begins
        }
        if begins { refreshBeside(definition) }
        return mine.register
    }

    private func refreshBeside(_ definition: RegisterDefinition) {
        Thread.detachNewThread {
            do throws(Trouble) {
                let register = try self.read(definition, types: [:])
                self.report(
                    Wording(
                        ja: "台帳「\(definition.name)」を読み直しました（\(register.count)件）",
                        en: "read the register '\(definition.name)' again (\(register.count.counted("record")))"))
            } catch {
                self.report(error.sentence)
            }
            self.kept.withLock { $0[definition]?.isRefreshing = false }
        }
    }

    private func keep(_ register: Register, _ note: ShelfNote, for definition: RegisterDefinition) {
        kept.withLock { kept in
            let isRefreshing = kept[definition]?.isRefreshing ?? false
            kept[definition] = Kept(
                register: register, current: note, looked: .now, seen: note.stamp, isRefreshing: isRefreshing)
        }
    }

    private func place(of definition: RegisterDefinition) -> ShelfPlace? {
        folder.map { ShelfPlace(of: definition, in: $0) }
    }

    /// - Throws: `Trouble` where columns are gone, or more than a fifth of the records.
    private static func refuse(
        _ register: Register, instead note: ShelfNote, _ definition: RegisterDefinition
    ) throws(Trouble) {
        let gone = note.columns.filter { !register.columns.contains($0) }
        guard gone.isEmpty else { throw .registerLostColumns(gone, definition) }
        guard register.count * 5 >= note.count * 4 else {
            throw .registerShrank(from: note.count, to: register.count, definition)
        }
    }
}
