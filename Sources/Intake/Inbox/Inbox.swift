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
        /// Its reader was asked.
        var isProbed = false
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
        /// The bytes of names that are not UTF-8.
        var unreadableNames: [[UInt8]] = []
    }

    let name: String
    let importer: InboxImporter
    private let folders: OriginalFolders
    private let timing: InboxTiming
    private var watched: [String: Watched] = [:]
    private var backoff: Backoff
    /// Those that were told, and those of the last look: what lies there since then is told together.
    private var unreadableNames: (told: Set<[UInt8]>, seen: Set<[UInt8]>) = ([], [])

    init(name: String, importer: InboxImporter, folders: OriginalFolders, timing: InboxTiming) {
        self.name = name
        self.importer = importer
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
            if backoff.succeed() { importer.report(.healed(inbox: name)) }
            return false
        } catch let cut as CheckpointCut {
            throw cut
        } catch {
            let trouble = Trouble(atWork: error)
            if backoff.fail(trouble, at: moment.elapsed) { importer.report(.trouble(inbox: name, trouble)) }
            return true
        }
    }

    private func listing() throws(Trouble) -> Listing {
        let listed = try FolderEntry.list(folder)
        var listing = Listing(unreadableNames: listed.unreadableNames)
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
            if case .unfinished = state.verdict, !state.isProbed, now - state.since >= timing.unfinished {
                state.isProbed = true
                if importer.canBeRead(name) { state.verdict = .ready }
            }
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
                _ = try importer.take(name, stamp: state.stamp, now: moment.date)
                watched[name] = nil
            } catch {
                watched[name]?.failures += 1
                throw error
            }
        }
    }

    /// Notes lie beside what is incomplete and does not change for long, and nowhere else.
    private mutating func keepNotes(_ listing: Listing, at now: Double) throws(Trouble) {
        try tellOfUnreadableNames(listing)
        for (file, state) in watched where !state.isNoted && now - state.since >= timing.stuck {
            guard let reason = state.verdict?.reason else { continue }
            try folders.write(note: Self.note(file, reason), to: folder.appending(path: InboxName.note(for: file)))
            watched[file]?.isNoted = true
            importer.report(.stuck(inbox: name, file: file, reason))
        }
        guard !listing.notes.isEmpty else { return }
        var wanted = Set(watched.filter(\.value.isNoted).map { InboxName.note(for: $0.key) })
        if !listing.unreadableNames.isEmpty { wanted.insert(InboxName.unreadableNamesNote) }
        for note in listing.notes where !wanted.contains(note) { unlink(folder.appending(path: note).path) }
    }

    /// Told, and noted in the inbox, where they are others than before.
    private mutating func tellOfUnreadableNames(_ listing: Listing) throws(Trouble) {
        let names = Set(listing.unreadableNames)
        defer { unreadableNames.seen = names }
        guard names != unreadableNames.told, names == unreadableNames.seen else { return }
        if !names.isEmpty {
            let shown = names.map { String(escaping: $0) }.sorted()
            try folders.write(
                note: Self.note(unreadable: shown), to: folder.appending(path: InboxName.unreadableNamesNote))
            importer.report(.unreadableNames(inbox: name, shown))
        }
        unreadableNames.told = names
    }

    private static func note(unreadable names: [String]) -> String {
        let list = names.prefix(100).map { "  \($0)" }.joined(separator: "\n")
        return """
            このフォルダーに、名前の読めないファイルが \(names.count) 件あります。読み取れません。

            \(list)

            名前の文字コードが UTF-8 ではありません。ファイルの名前を付け直してください。付け直すと自動的に読み取り、このメモは消えます。
            何度も起きるときは、共有フォルダーや複合機の文字コードの設定を UTF-8 にするよう、担当者に伝えてください。

            ----------------------------------------

            Files in this folder whose names can't be read: \(names.count). They can't be taken.

            \(list)

            The names are not UTF-8. Rename the files: they are then taken by themselves, and this note goes away.
            Where it happens again and again, have the share's or the scanner's character set changed to UTF-8.

            """
    }

    private static func note(_ name: String, _ reason: Wording) -> String {
        let file = name.oneLine
        return """
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
        case .unfinished(let reason), .incomplete(let reason), .held(let reason): reason
        }
    }
}

extension FolderEntry {
    fileprivate var isRegular: Bool { kind == .file || kind == .folder }
}
