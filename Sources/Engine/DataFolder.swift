package import Foundation
package import Paperwork
package import Registers
package import Storage
package import Workflows

/// The folders that an engine works in.
package struct DataFolder: Sendable {
    /// Holds the store, the page store and the scratch pages.
    package let data: URL
    /// Where exports go.
    package let outbox: URL

    /// Where batches, documents and the queue are kept.
    package let store: Site.Store

    /// Decides what day it is.
    package let timeZone: TimeZone

    private let recentPages: RecentPages?

    /// - Parameters:
    ///   - outbox: where exports go; it need not lie in `data`.
    ///   - store: where the records are; SQLite keeps them in a file of the data folder.
    ///   - timeZone: decides what day it is.
    package init(
        data: URL, outbox: URL, store: Site.Store = .sqlite, timeZone: TimeZone = Site.standardTimeZone
    ) {
        self.init(data: data, outbox: outbox, store: store, timeZone: timeZone, recentPages: nil)
    }

    private init(data: URL, outbox: URL, store: Site.Store, timeZone: TimeZone, recentPages: RecentPages?) {
        self.timeZone = timeZone
        self.data = data
        self.outbox = outbox
        self.store = store
        self.recentPages = recentPages
    }

    /// The same folders, worked at by the threads of one process.
    package func forOneProcess() -> DataFolder {
        DataFolder(data: data, outbox: outbox, store: store, timeZone: timeZone, recentPages: RecentPages())
    }

    /// Those that a site serves.
    package init(_ site: Site) {
        self.init(
            data: site.data, outbox: site.data.appending(path: "outbox"), store: site.store,
            timeZone: site.timeZone)
    }

    /// The SQLite store, where the records are in one.
    package var storeFile: URL { data.appending(path: "tema.sqlite") }
    /// Tema's own copies of the originals.
    package var pages: PageStore { PageStore(folder: data.appending(path: "pages")) }
    /// Signs the time ledger's closed months.
    package var ledgerKey: URL { data.appending(path: "keys/ledger.key") }
    /// What came out of the workflows' golden cases.
    package var golden: URL { data.appending(path: "golden") }
    /// Models for hand-written digits that `Retraining` made, where it has.
    package var trainedModels: URL { data.appending(path: "models") }
    /// Each workflow as it was when a batch began under it.
    package var versions: VersionStore { VersionStore(folder: data.appending(path: "versions")) }
    /// The registers that processes share.
    ///
    /// - Parameter report: told of a register that could not be read again, and of one that was.
    package func registers(report: @escaping @Sendable (Wording) -> Void = { _ in }) -> RegisterShelf {
        RegisterShelf(folder: data.appending(path: "registers"), report: report)
    }
    /// Decoded pages between two steps; nothing is lost with them.
    package var scratch: ScratchPages { ScratchPages(folder: data.appending(path: "scratch"), recent: recentPages) }
}

extension Store {
    /// The store of those folders.
    package static func open(_ dataFolder: DataFolder) throws(Trouble) -> Store {
        switch dataFolder.store {
        case .sqlite: try open(sqliteAt: dataFolder.storeFile, timeZone: dataFolder.timeZone)
        case .postgresql(let address): try open(postgresql: address, timeZone: dataFolder.timeZone)
        }
    }
}

extension DataFolder {
    /// Makes the folders that are not there yet.
    ///
    /// - throws: `Trouble` where one can't be made.
    package func makeFolders() throws(Trouble) {
        for folder in [data, outbox] { try Self.makeFolder(folder) }
    }

    /// - throws: `Trouble` where it can't be made.
    package static func makeFolder(_ folder: URL) throws(Trouble) {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw cannotMake(folder)
        }
    }

    /// That a folder can't be made, with the remedy.
    package static func cannotMake(_ folder: URL) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "フォルダー \(folder.path) を作れません。", en: "the folder \(folder.path) can't be made"),
            remedy: Wording(
                ja: "ディスクの空きと書き込み権限を確かめるか、別のフォルダーを指定してください。",
                en: "check the free disk space and permissions, or name another folder"))
    }
}
