internal import Engine
internal import Foundation
internal import Imaging
internal import Paperwork
internal import Storage

/// What an earlier process, or a failure, left half done.
struct Leftovers {
    let store: Store
    let dataFolder: DataFolder
    let filer: OriginalFiler
    /// By inbox.
    let importers: [String: InboxImporter]

    /// Goes on with everything under `taking` that the store does not know of, or knows to belong elsewhere.
    ///
    /// - throws: `Trouble`, the first one, when all that can be done is done.
    func goOn(now: Date) throws {
        let folders = OriginalFolders(data: dataFolder.data)
        try folders.makeFolder(folders.taking)
        let tokens = try FolderEntry.list(folders.taking).entries.filter { $0.kind == .folder }.map(\.path).sorted()
        removeStagedCopies(except: Set(tokens))
        var first: Trouble?
        for token in tokens {
            do {
                try goOn(token: token, now: now)
            } catch let trouble as Trouble {
                first = first ?? trouble
            }
        }
        if let first { throw first }
    }

    private func goOn(token: String, now: Date) throws {
        let folder = OriginalFolders(data: dataFolder.data).taking(token)
        if let arrival = try store.arrival(token) {
            let lies = arrival.place == OriginalFolders.takingPlace(token, arrival.file)
            if !lies { try filer.complete(arrival) }
            return
        }
        let names = try FolderEntry.list(folder).entries.map(\.path)
        guard let name = names.first(where: { !$0.hasPrefix(OriginalFolders.copyBeginning) }) else {
            try? FileManager.default.removeItem(at: folder)
            return
        }
        guard let inbox = InboxImporter.inbox(ofToken: token), let taking = importers[inbox] else {
            throw Trouble.noWorkflow(for: folder)
        }
        try taking.resume(name, token: token, now: now)
    }

    /// Copies whose originals are no longer being taken.
    private func removeStagedCopies(except tokens: Set<String>) {
        let wanted = Set(tokens.map { dataFolder.pages.stagingFolder($0).lastPathComponent })
        for entry in (try? FolderEntry.list(dataFolder.pages.folder).entries) ?? []
        where entry.path.hasPrefix(".staged-") && entry.path.contains("~") && !wanted.contains(entry.path) {
            try? FileManager.default.removeItem(at: dataFolder.pages.folder.appending(path: entry.path))
        }
    }
}

extension Trouble {
    fileprivate static func noWorkflow(for folder: URL) -> Trouble {
        Trouble(
            .definition,
            Wording(
                ja: "「\(folder.path)」の書類を受け付ける業務がありません。",
                en: "No workflow takes what lies in \(folder.path)."),
            remedy: Wording(
                ja: "サイトファイルの workflows に業務を戻すか、そのフォルダーの中のファイルを別の受付フォルダーへ移してください。",
                en: "Add its workflow to workflows in the site file again, or move the file there into another inbox."))
    }
}
