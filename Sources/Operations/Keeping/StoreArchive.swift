internal import Engine
internal import Foundation
internal import Paperwork
internal import Storage
internal import Workflows

/// How a place's store goes into a backup and comes back, on each engine.
enum StoreArchive {
    /// The store's file.
    case sqlite(URL)
    case postgresql(PostgresTools)

    /// The archive's name in a backup, by which a backup of one engine is not taken for one of the other.
    var fileName: String {
        switch self {
        case .sqlite: "tema.sqlite"
        case .postgresql: "tema.dump"
        }
    }

    /// Copies the store into a new file, as it stands at one moment, while workers go on.
    func write(to file: URL) throws {
        switch self {
        case .sqlite(let store): try Store.copy(sqliteAt: store, to: file)
        case .postgresql(let tools): try tools.dump(to: file)
        }
    }

    /// Hands over the files that the copy names, or more. PostgreSQL's archive can't be asked: the store that it was
    /// made of names them all, since what it forgot meanwhile is not kept any more either.
    func forEachKeptFile(in file: URL, _ live: Store, _ body: (KeptFile) throws -> Void) throws {
        switch self {
        case .sqlite: try Store.open(readingSQLiteAt: file).forEachKeptFile(body)
        case .postgresql: try live.forEachKeptFile(body)
        }
    }

    /// Whether that file of a backup belongs in the data folder.
    func belongsInDataFolder(_ path: String) -> Bool {
        switch self {
        case .sqlite: true
        case .postgresql: path != fileName
        }
    }

    /// Whether a store outside the data folder would be replaced.
    func holdsStore() throws -> Bool {
        switch self {
        case .sqlite: false
        case .postgresql(let tools): try tools.holdsStore()
        }
    }

    /// Brings the store back from a backup whose data folder is in its place already. `aside` gets a copy of a store
    /// that is replaced.
    func restore(from file: URL, aside: URL?) throws {
        guard case .postgresql(let tools) = self else { return }
        let copy = aside?.appending(path: fileName)
        if let copy, try tools.holdsStore() { try tools.dump(to: copy) }
        do {
            try tools.restore(from: file)
        } catch {
            if let copy { try? FileManager.default.removeItem(at: copy) }
            throw error
        }
    }
}

extension DataFolder {
    var archive: StoreArchive {
        get throws(Trouble) {
            switch store {
            case .sqlite: .sqlite(storeFile)
            case .postgresql(let address): .postgresql(try PostgresTools(address))
            }
        }
    }
}
