import Foundation
import Paperwork
import SQLAccess
import Storage
import Testing

@Suite struct CopyTests {
    private let place: Place
    private let folder: TemporaryFolder
    private let url: URL

    init() throws {
        place = try Place()
        (url, folder) = try #require(place.file)
    }

    @Test func `a copy has what was committed, while another writes`() throws {
        try place.addSplit(pages: 2)
        let copy = folder.file("copy.db")
        let raw = try SQLDatabase.open(sqliteAt: url)
        try raw.write { connection in
            try connection.execute("UPDATE batch SET file = 'half written'")
            try Store.copy(sqliteAt: url, to: copy)
        }
        let copied = try Store.open(readingSQLiteAt: copy)
        #expect(try copied.batches().map(\.batch.file) == ["b1.pdf"])
        #expect(try copied.documents(inBatch: "b1").count == 2)
        #expect(try copied.verifyAudit { Issue.record("\($0)") }.chains == 2)
        #expect(!FileManager.default.fileExists(atPath: copy.path + "-wal"))
    }

    @Test func `there is nothing to copy where there is no store`() throws {
        let nowhere = folder.file("nowhere.db")
        #expect(throws: Trouble.self) { try Store.copy(sqliteAt: nowhere, to: folder.file("copy.db")) }
        #expect(!FileManager.default.fileExists(atPath: nowhere.path))
    }

    @Test(arguments: [
        ("SELECT 1", Store.SchemaState.upToDate),
        ("DELETE FROM schema_migration WHERE identifier LIKE '002%'", .older),
        ("INSERT INTO schema_migration VALUES ('999-later')", .newer),
    ])
    func `a schema's age is told without changing it`(change: String, expected: Store.SchemaState) throws {
        let raw = try SQLDatabase.open(sqliteAt: url)
        try raw.write { try $0.executeScript(change) }
        #expect(try Store.schemaState(ofSQLiteAt: url) == expected)
        #expect(try Store.schemaState(ofSQLiteAt: url) == expected)
    }
}
