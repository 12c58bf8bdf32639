internal import Foundation
internal import Imaging
internal import Paperwork
internal import Storage
internal import Workflows

/// One workflow's inbox: what lies in it, since when, and what to do about it now.
struct Inbox {
    private struct Watched {
        var stamp: EntryStamp
        /// When it was first seen like this, in elapsed seconds.
        var since: Double
        /// Of the last look into it; nil until it is settled.
        var verdict: EntryVerdict?
        /// Times that it could not be taken, for a reason outside it.
        var failures = 0
        /// The note beside it is written.
        var isNoted = false
    }

    /// What is in the folder now.
    private struct Listing {
        var entries: [String: FolderEntry] = [:]
        /// The names that a marker says are whole.
        var marked: Set<String> = []
        var notes: [String] = []
        var hasUnreadableNames = false
    }

    let name: String
    let taking: Taking
    private let folders: OriginalFolders
    private let timing: InboxTiming
    private var watched: [String: Watched] = [:]
    private var backoff: Backoff
    private var hasToldOfNames = false

    init(name: String, taking: Taking, folders: OriginalFolders, timing: InboxTiming) {
        self.name = name
        self.taking = taking
        self.folders = folders
        self.timing = timing
        backoff = Backoff(timing)
    }

    var folder: URL { folders.inbox(name) }

    /// One look: takes what is ready. What fails is told once and tried again, later and later.
    ///
    /// - returns: Whether it failed: something may have been left under `taking`.
    mutating func look(_ moment: InboxMoment, isStopping: () -> Bool) throws -> Bool {
        guard backoff.allows(moment.elapsed) else { return false }
        do {
            let listing = try listing()
            update(listing, at: moment.elapsed)
            try takeReady(listing, moment, isStopping: isStopping)
            try keepNotes(listing, at: moment.elapsed)
            if backoff.succeed() { taking.report(.healed(inbox: name)) }
            return false
        } catch let trouble as Trouble {
            if backoff.fail(trouble, at: moment.elapsed) { taking.report(.trouble(inbox: name, trouble)) }
            return true
        }
    }

    private func listing() throws(Trouble) -> Listing {
        let listed = try FolderEntry.list(folder)
        var listing = Listing(hasUnreadableNames: listed.unreadableNames > 0)
        for entry in listed.entries {
            if entry.path.hasSuffix(InboxName.doneMarker), entry.kind == .file {
                listing.marked.insert(String(entry.path.dropLast(InboxName.doneMarker.count)))
            } else if entry.path.hasSuffix(InboxName.noteEnding) {
                listing.notes.append(entry.path)
            } else if !InboxName.isPassedOver(entry.path) {
                listing.entries[entry.path] = entry
            }
        }
        return listing
    }

    private mutating func update(_ listing: Listing, at now: Double) {
        watched = watched.filter { listing.entries[$0.key] != nil }
        for (name, entry) in listing.entries {
            let stamp = EntryStamp(entry, in: folder)
            var state = watched[name] ?? Watched(stamp: stamp, since: now)
            if state.stamp != stamp { state = Watched(stamp: stamp, since: now) }
            let isSettled = now - state.since >= timing.settle || listing.marked.contains(name)
            if isSettled, state.verdict?.isLasting != true { state.verdict = EntryVerdict(entry, in: folder) }
            watched[name] = state
        }
    }

    private mutating func takeReady(_ listing: Listing, _ moment: InboxMoment, isStopping: () -> Bool) throws {
        let ready = watched.filter { name, state in
            let isMarked = listing.marked.contains(name) && listing.entries[name]?.isRegular == true
            return state.verdict == .ready || isMarked
        }
        let inOrder = ready.sorted { one, other in
            one.value.failures != other.value.failures
                ? one.value.failures < other.value.failures : NaturalOrder.precedes(one.key, other.key)
        }
        for (name, state) in inOrder {
            guard !isStopping() else { return }
            do {
                _ = try taking.take(name, stamp: state.stamp, now: moment.date)
                watched[name] = nil
            } catch {
                watched[name]?.failures += 1
                throw error
            }
        }
    }

    /// Notes lie beside what is incomplete and does not change for long, and nowhere else.
    private mutating func keepNotes(_ listing: Listing, at now: Double) throws(Trouble) {
        if listing.hasUnreadableNames != hasToldOfNames {
            hasToldOfNames = listing.hasUnreadableNames
            let trouble = Trouble.nameUnreadable(in: folder)
            if hasToldOfNames { taking.report(.stuck(inbox: name, file: "?", trouble.sentence)) }
        }
        for (file, state) in watched where !state.isNoted && now - state.since >= timing.stuck {
            guard let reason = state.verdict?.reason else { continue }
            try folders.write(note: Self.note(file, reason), to: folder.appending(path: InboxName.note(for: file)))
            watched[file]?.isNoted = true
            taking.report(.stuck(inbox: name, file: file, reason))
        }
        guard !listing.notes.isEmpty else { return }
        let wanted = Set(watched.filter(\.value.isNoted).map { InboxName.note(for: $0.key) })
        for note in listing.notes where !wanted.contains(note) { unlink(folder.appending(path: note).path) }
    }

    private static func note(_ file: String, _ reason: Wording) -> String {
        """
        「\(file)」はまだ読み取れません。

        \(reason.ja)

        コピーやスキャンの途中であれば、終わるまでお待ちください。終わると自動的に読み取り、このメモは消えます。
        いつまでも変わらないときは、もう一度スキャンするか、コピーし直してください。
        このままで処理させるには、「\(file)\(InboxName.doneMarker)」という名前の空のファイルを隣に置いてください。

        ----------------------------------------

        \(file) can't be taken yet.

        \(reason.en)

        If it is still being copied or scanned, wait for that: it is then taken by itself, and this note goes away.
        If nothing changes, scan or copy it again.
        To have it taken as it is, put an empty file named \(file)\(InboxName.doneMarker) beside it.

        """
    }
}

extension EntryVerdict {
    /// Only a change of the entry can bring another verdict.
    fileprivate var isLasting: Bool { if case .held = self { false } else { true } }

    /// Why the entry can't be taken; nil where it can.
    var reason: Wording? {
        switch self {
        case .ready: nil
        case .incomplete(let reason), .held(let reason): reason
        }
    }
}

extension FolderEntry {
    fileprivate var isRegular: Bool { kind == .file || kind == .folder }
}
