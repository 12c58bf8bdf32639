internal import Foundation
internal import Paperwork

extension SQLEngine {
    /// Brings the schema up to date, in one transaction.
    func migrate(_ migrations: [Migration]) throws(Trouble) {
        guard !migrations.isEmpty else { return }
        do {
            try write(lasting: true) { connection in
                try connection.hold("schema")
                try connection.execute(
                    """
                    CREATE TABLE IF NOT EXISTS schema_migration (identifier TEXT PRIMARY KEY NOT NULL)\(dialect.strict)
                    """)
                let applied = try connection.rows("SELECT identifier FROM schema_migration").map {
                    row throws(Trouble) in
                    try row.text("identifier")
                }
                let unknown = Set(applied).subtracting(migrations.map(\.identifier))
                guard unknown.isEmpty else { throw Trouble.newerDatabase(name, unknown: unknown.sorted()) }
                for migration in migrations where !applied.contains(migration.identifier) {
                    try connection.executeScript(migration.sql(dialect))
                    try connection.execute(
                        "INSERT INTO schema_migration (identifier) VALUES (?)", [.text(migration.identifier)])
                }
            }
        } catch let trouble as Trouble {
            throw trouble
        } catch {
            throw Trouble.unexpectedData(String(describing: error))
        }
    }
}

extension Trouble {
    fileprivate static func newerDatabase(_ name: String, unknown: [String]) -> Trouble {
        let names = unknown.joined(separator: ", ")
        return Trouble(
            .store,
            Wording(
                ja: "\(name) は、より新しい版の Tema が作成したデータベースです(\(names))。",
                en: "\(name) was written by a newer version of Tema (\(names))."),
            remedy: Wording(
                ja: "Tema を新しい版に更新するか、バックアップから復元してください。データベースは変更していません。",
                en: "Upgrade Tema, or restore an older backup. The database was not changed."))
    }
}
