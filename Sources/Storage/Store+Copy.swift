package import Foundation
package import Paperwork
package import SQLAccess

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

    /// Whether the store in that file has the schema of this version of Tema.
    package enum SchemaState: Sendable, Hashable {
        case upToDate
        /// It is brought up to date when it is next opened.
        case older
        /// It belongs to a newer version, which this one can't work with.
        case newer
    }

    /// Looks at the schema of a store, and changes nothing.
    ///
    /// - Throws: `Trouble`: there is no such file, or it is no store.
    package static func schemaState(ofSQLiteAt url: URL) throws -> SchemaState {
        try schemaState(of: try SQLDatabase.open(readingSQLiteAt: url))
    }

    /// Looks at the schema of a store, and changes nothing; nil in a database that holds no store yet.
    ///
    /// - Throws: `Trouble`: the server can't be reached or refuses.
    package static func schemaState(ofPostgreSQL address: String) throws -> SchemaState? {
        let database = try SQLDatabase.open(postgresql: address)
        let table = try database.read { connection in
            try connection.row("SELECT 1 FROM information_schema.tables WHERE table_name = 'schema_migration'")
        }
        return table == nil ? nil : try schemaState(of: database)
    }

    /// What the server says of its clock and connections.
    ///
    /// - Throws: `Trouble`: the server can't be reached or refuses.
    package static func serverState(ofPostgreSQL address: String) throws(Trouble) -> ServerState? {
        try SQLDatabase.open(postgresql: address).serverState()
    }

    private static func schemaState(of database: SQLDatabase) throws -> SchemaState {
        let applied = try database.read { connection in
            try connection.rows("SELECT identifier FROM schema_migration").map { try $0.text("identifier") }
        }
        let known = Set(Schema.migrations.map(\.identifier))
        guard known.isSuperset(of: applied) else { return .newer }
        return known.count == applied.count ? .upToDate : .older
    }
}
