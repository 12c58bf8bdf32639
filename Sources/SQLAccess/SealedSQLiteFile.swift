internal import Foundation
internal import GRDB
internal import GRDBSQLite
internal import Paperwork

/// A SQLite file in WAL mode whose folder this user may not write: SQLite can't make the index of the log there, and opens
/// nothing, though all of the data may stand in the file itself.
struct SealedSQLiteFile {
    let url: URL

    /// The largest file that is taken into memory, in bytes.
    private static let largestSize = 1 << 30
    /// How often a file that changes while it is read is read again.
    private static let tries = 5
    /// SQLite's file format, 1.3.3 and 1.3.4: the versions for writing and reading, 2 for WAL, 1 for a rollback journal.
    private static let versions = 18..<20

    /// Nil where `error` has another cause.
    init?(_ url: URL, refusedWith error: DatabaseError) {
        guard [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode),
            let handle = try? FileHandle(forReadingFrom: url),
            let head = try? handle.read(upToCount: Self.versions.upperBound), head.count == Self.versions.upperBound,
            head.starts(with: Array("SQLite format 3\0".utf8)), head[Self.versions].contains(2)
        else { return nil }
        self.url = url
    }

    /// The database as the file holds it, in memory.
    ///
    /// - Throws: `Trouble` where changes wait beside the file that can't be seen without writing in the folder.
    func copy(_ configuration: Configuration) throws -> DatabaseQueue {
        for _ in 0..<Self.tries {
            let before = try state()
            guard before.size <= Self.largestSize, !before.hasLog else { throw Trouble.sealedSQLite(at: url.path) }
            var bytes = try Data(contentsOf: url)
            guard try state() == before, bytes.count == before.size else { continue }
            for index in Self.versions { bytes[index] = 1 }
            return try Self.database(bytes, configuration)
        }
        throw Trouble.sqlite(code: SQLITE_BUSY, detail: "", at: url.path)
    }

    private struct State: Equatable {
        var size: Int
        var changed: Date?
        /// Changes wait in a log or a rollback journal beside the file.
        var hasLog: Bool
    }

    private func state() throws -> State {
        let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
        let hasLog = ["-wal", "-journal"].contains { suffix in
            let beside = try? FileManager.default.attributesOfItem(atPath: url.path + suffix)
            return beside?[.size] as? Int ?? 0 > 0
        }
        return State(
            size: attributes[.size] as? Int ?? 0, changed: attributes[.modificationDate] as? Date, hasLog: hasLog)
    }

    private static func database(_ bytes: Data, _ configuration: Configuration) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(configuration: configuration)
        try queue.inDatabase { database in
            guard let copy = sqlite3_malloc64(UInt64(bytes.count)) else {
                throw DatabaseError(resultCode: .SQLITE_NOMEM)
            }
            bytes.copyBytes(to: UnsafeMutableRawBufferPointer(start: copy, count: bytes.count))
            let code = sqlite3_deserialize(
                database.sqliteConnection, "main", copy.assumingMemoryBound(to: UInt8.self), Int64(bytes.count),
                Int64(bytes.count), UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY))
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        }
        return queue
    }
}

extension Trouble {
    /// A file with a log that can't be read.
    fileprivate static func sealedSQLite(at path: String) -> Trouble {
        let name = URL(filePath: path).lastPathComponent
        return Trouble(
            .file,
            Wording(
                ja: "\(path) を使うプログラムの変更がまだ \(name)-wal などにあり、そのフォルダーに書き込めないため読めません。",
                en:
                    "\(path) can't be read: changes of the program that uses it still wait beside it (\(name)-wal), and "
                    + "its folder may not be written."),
            remedy: Wording(
                ja: "Tema を動かす利用者にそのフォルダーへの書き込みを許すか、そのプログラムを終了してから、もう一度実行してください。",
                en:
                    "Let the user who runs Tema write in that folder, or close the program that uses the file, then run the "
                    + "command again."), isPassing: true)
    }
}
