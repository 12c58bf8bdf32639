internal import Engine
internal import Foundation
internal import Imaging
internal import Paperwork
internal import Storage
internal import Workflows

/// Takes what lies in an inbox into the store, in steps that another process can go on from.
///
/// The original is first renamed into a folder of its own under `taking`, whose name, the token, stays with it: whatever
/// lies there was taken once, and is never taken twice.
struct InboxImporter {
    let store: Store
    let dataFolder: DataFolder
    let workflow: Workflow
    let limits: PageLimits
    let processLimits: ProcessLimits?
    let report: @Sendable (InboxEvent) -> Void
    let checkpoint: @Sendable (ImportStep) throws -> Void

    /// Processes that an original may end before it is set aside.
    private static let tryLimit = 3

    private var inbox: String { workflow.intake.inbox }
    private var folders: OriginalFolders { OriginalFolders(data: dataFolder.data) }
    private var filer: OriginalFiler {
        OriginalFiler(
            store: store, dataFolder: dataFolder, workflows: [workflow], report: report, checkpoint: checkpoint)
    }

    /// The inbox that a token's original came from.
    static func inbox(ofToken token: String) -> String? {
        token.lastIndex(of: "~").map { String(token[..<$0]) }
    }

    /// Takes an entry that was `stamp` when it was found whole. One that changes meanwhile, or can't be kept, lies in the
    /// inbox again afterwards; false then, where it changed.
    ///
    /// - throws: `Trouble` where the disk or the store fails.
    func take(_ name: String, stamp: EntryStamp, now: Date) throws -> Bool {
        let token = "\(inbox)~\(UUID().uuidString.lowercased())"
        let original = folders.taking(token).appending(path: name)
        try folders.makeFolder(folders.taking(token))
        try checkpoint(.prepared)
        do {
            let move = try folders.move(folders.inbox(inbox).appending(path: name), to: original)
            guard move != .stayed else {
                rmdir(folders.taking(token).path)
                return false
            }
            try checkpoint(.renamed)
            guard move == .copied || EntryStamp(original) == stamp else {
                try putBack(token: token, name: name)
                return false
            }
            return try takeIn(original, token: token, now: now)
        } catch let trouble as Trouble {
            let isKnown = (try? store.arrival(token) != nil) ?? true
            if !isKnown { try? putBack(token: token, name: name) }
            throw trouble
        }
    }

    /// Whether an entry of the inbox that seems to lack its end opens as its reader opens it, and its last page decodes.
    func canBeRead(_ name: String) -> Bool {
        let entry = folders.inbox(inbox).appending(path: name)
        var digest = SHA256()
        digest.update(Data("\(name) \(EntryStamp(entry)?.size ?? 0)".utf8))
        // A file that ends the process which opens it is not opened for ever.
        let tries = TakingTries(token: "\(inbox)~\(digest.finished())", in: folders.taking)
        guard tries.begin() <= Self.tryLimit else { return false }
        defer { tries.end() }
        processLimits?.allowAnotherPage()
        defer { if processLimits != nil { ProcessLimits.allowAnyTime() } }
        let files = (try? FolderEntry.tree(entry))?.map { entry.appending(path: $0.path) } ?? [entry]
        return files.allSatisfy { file in
            guard let source = try? PageSource(opening: file, limits: limits) else { return false }
            return (try? source.page(source.pageCount)) != nil
        }
    }

    /// Goes on with an original that a process left under `taking` before the store knew of it.
    ///
    /// - throws: `Trouble` where the disk or the store fails.
    func resume(_ name: String, token: String, now: Date) throws {
        let original = folders.taking(token).appending(path: name)
        guard let entry = FolderEntry(name, in: folders.taking(token)),
            EntryVerdict(entry, in: folders.taking(token)) == .ready
        else { return try putBack(token: token, name: name) }
        _ = try takeIn(original, token: token, now: now)
    }

    /// False where it changed meanwhile, and lies in the inbox again.
    private func takeIn(_ original: URL, token: String, now: Date) throws -> Bool {
        let tries = TakingTries(token: token, in: folders.taking)
        guard tries.begin() <= Self.tryLimit else {
            let arrival = NewArrival(
                token: token, inbox: inbox, place: OriginalFolders.takingPlace(token, original.lastPathComponent))
            try filer.refuse(
                arrival, of: workflow, file: original.lastPathComponent, reason: .endsItsReader, now: now)
            tries.end()
            return true
        }
        defer { tries.end() }
        processLimits?.allowAnotherPage()
        defer { if processLimits != nil { ProcessLimits.allowAnyTime() } }
        return try takeInOnce(original, token: token, now: now)
    }

    private func takeInOnce(_ original: URL, token: String, now: Date) throws -> Bool {
        let name = original.lastPathComponent
        for beside in [name + InboxName.doneMarker, InboxName.note(for: name)] {
            unlink(folders.inbox(inbox).appending(path: beside).path)
        }
        let arrival = NewArrival(token: token, inbox: inbox, place: OriginalFolders.takingPlace(token, name))
        let importer = BatchImporter(
            store: store, dataFolder: dataFolder, workflow: workflow, limits: limits, checkpoint: checkpoint)
        switch try importer.take(original, arrival: arrival, now: now) {
        case .added(let batch):
            report(.taken(inbox: inbox, file: name, batch: batch.id, pages: batch.pageCount))
        case .duplicate(let earlier):
            report(.duplicate(inbox: inbox, file: name, of: earlier.batch.id))
            try filer.refuse(
                arrival, of: workflow, file: name, reason: .duplicate(of: earlier, in: store), now: now)
        case .refused(let trouble):
            report(.refused(inbox: inbox, file: name, trouble))
            try filer.refuse(arrival, of: workflow, file: name, reason: trouble.sentence, now: now)
        case .changed:
            try putBack(token: token, name: name)
            return false
        }
        return true
    }

    /// Lets an original lie in the inbox again: whoever writes it has not ended.
    private func putBack(token: String, name: String) throws(Trouble) {
        let original = folders.taking(token).appending(path: name)
        while folders.exists(OriginalFolders.takingPlace(token, name)) {
            let free = folders.freePlace(in: "inbox/\(inbox)", name: name)
            if try folders.move(original, to: folders.url(free)) != .stayed { break }
        }
        rmdir(folders.taking(token).path)
    }
}

/// How often an original was begun to be taken by a process that then died.
private struct TakingTries {
    private let file: URL

    init(token: String, in taking: URL) { file = taking.appending(path: token + ".tries") }

    /// Which try this is, from 1; kept on the disk before anything is tried.
    func begin() -> Int {
        let earlier = (try? String(contentsOf: file, encoding: .utf8)).flatMap { Int($0) } ?? 0
        try? Data(String(earlier + 1).utf8).write(to: file)
        return earlier + 1
    }

    func end() { unlink(file.path) }
}

extension Wording {
    fileprivate static let endsItsReader = Wording(
        ja: "このファイルを開くと読み取りプログラムが止まるため、3回試して保留しました。ファイルが壊れていないか確かめ、もう一度スキャンしてください。",
        en:
            "Opening this file ended the program that reads it, three times. See whether it is damaged, and scan it again."
    )
}
