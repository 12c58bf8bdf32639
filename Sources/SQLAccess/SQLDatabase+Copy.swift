package import Foundation
internal import GRDB
package import Paperwork

extension SQLDatabase {
    /// Copies a SQLite database into a new file, as it stands at one moment, while others go on writing to it.
    ///
    /// The copy keeps no log beside it: it is one file.
    ///
    /// - Throws: `Trouble`: there is no such database, or the copy can't be written.
    package static func copy(sqliteAt source: URL, to copy: URL) throws(Trouble) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(SQLiteEngine.busyTimeout)
        do {
            let original = try DatabaseQueue(path: source.path, configuration: configuration)
            let target = try DatabaseQueue(path: copy.path)
            try original.backup(to: target)
            try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try target.close()
            try original.close()
        } catch let error as DatabaseError {
            throw Trouble.sqlite(error, at: copy.path)
        } catch {
            throw Trouble.unexpectedData(String(describing: error))
        }
    }
}
