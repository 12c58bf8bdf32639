package import Foundation
package import Paperwork
internal import SQLAccess

extension Store {
    /// Copies the store in the file `source` into a new file, as it stands at one moment, while workers go on.
    ///
    /// - Throws: `Trouble`: there is no store, or the copy can't be written.
    package static func copy(sqliteAt source: URL, to copy: URL) throws(Trouble) {
        try SQLDatabase.copy(sqliteAt: source, to: copy)
    }

    /// Opens a store that nobody else uses, to read it as it is: its schema is not brought up to date.
    ///
    /// - Throws: `Trouble`: there is no such file, or it is no database.
    package static func open(readingSQLiteAt url: URL) throws(Trouble) -> Store {
        Store(try SQLDatabase.open(readingSQLiteAt: url), timeZone: .current)
    }
}
