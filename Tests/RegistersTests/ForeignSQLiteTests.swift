import Foundation
import Paperwork
import Registers
import SQLAccess
import Testing

/// SQLite files that other programs made, and may be using.
@Suite("A register in another program's SQLite file")
struct ForeignSQLiteTests {
    private let folder: TemporaryFolder
    private let file: URL

    init() throws {
        folder = try TemporaryFolder()
        file = folder.url.appending(path: "r.sqlite")
    }

    private func make(_ script: String) throws {
        let database = try SQLDatabase.open(sqliteAt: file)
        try database.write { try $0.executeScript(script) }
    }

    private func open(
        _ other: URL? = nil, key: String = "id", columns: [String: String] = [:], table: String = "residents"
    ) throws(Trouble) -> Register {
        try Register.open(
            RegisterDefinition(name: "r", source: .sqlite(other ?? file, table: table), key: key, columns: columns))
    }

    static let generated = [
        "CREATE TABLE residents (id TEXT, name TEXT, phone TEXT, search TEXT AS (name || '!') VIRTUAL)",
        "CREATE TABLE residents (id TEXT, search TEXT AS (name || '!') STORED, name TEXT, phone TEXT)",
        "CREATE TABLE residents (search TEXT AS (name || '!'), phone TEXT, name TEXT, id TEXT PRIMARY KEY) WITHOUT ROWID",
    ]

    @Test("has each value under its own column, generated columns among them", arguments: generated)
    func readsGeneratedColumns(create: String) throws {
        try make("\(create); INSERT INTO residents (id, name, phone) VALUES ('1', '甲', '099'), ('2', '乙', '098')")
        let register = try open(columns: ["owner": "name"])
        #expect(register.count == 2)
        #expect(register.record(key: "1") == ["id": "1", "owner": "甲", "phone": "099", "search": "甲!"])
        #expect(register.record(key: "2") == ["id": "2", "owner": "乙", "phone": "098", "search": "乙!"])
    }

    @Test("may be a view, and names its columns in either case")
    func readsView() throws {
        try make(
            """
            CREATE TABLE t (ID TEXT, "Full Name" TEXT); INSERT INTO t VALUES ('1', '甲');
            CREATE VIEW residents AS SELECT "Full Name", ID, 'x' AS note FROM t
            """)
        let register = try open(key: "id", columns: ["name": "full name"], table: "Residents")
        #expect(register.record(key: "1") == ["ID": "1", "name": "甲", "note": "x"])
    }

    @Test("has whole numbers as their digits, and no key that is not exact")
    func readsReals() throws {
        try make(
            """
            CREATE TABLE residents (id REAL, name TEXT, phone REAL);
            INSERT INTO residents VALUES (10000001, '甲', 992005230), (2.5, '乙', 0.5), (1e16, '丙', NULL)
            """)
        let register = try open()
        #expect(register.record(key: "10000001") == ["id": "10000001", "name": "甲", "phone": "992005230"])
        #expect(register.record(key: "2.5") == nil)
        #expect(register.record(key: "1e+16") == nil)
        let finding = try #require(register.findings().first)
        #expect((finding.kind, finding.count, finding.total, finding.example) == (.damagedKeys, 2, 3, "2.5"))
    }

    @Test("has texts whole: NULs, bytes that are no text, and text that is stored as bytes")
    func readsBytes() throws {
        try make(
            """
            CREATE TABLE residents (id TEXT, name TEXT);
            INSERT INTO residents VALUES ('12' || char(0) || '34', '甲'), (CAST('5' AS BLOB), CAST('乙' AS BLOB)),
                (x'FF', '丙'), (CAST(x'8D82' AS TEXT), '丁'), ('6' || char(0), '戊')
            """)
        let register = try open()
        #expect(register.record(key: "12") == nil)
        #expect(register.record(key: "5")?["name"] == "乙")
        #expect(register.record(key: "6")?["name"] == "戊")
        let finding = try #require(register.findings().first)
        #expect((finding.kind, finding.count, finding.example) == (.damagedKeys, 3, "12<U+0000>34"))
    }

    @Test("is read with the changes that another program has not brought into the file yet")
    func readsLog() throws {
        let other = try SQLDatabase.open(sqliteAt: file)
        try other.write { try $0.executeScript("CREATE TABLE residents (id TEXT, name TEXT)") }
        try other.write { _ = try $0.execute("INSERT INTO residents VALUES ('1', '甲')") }
        #expect(try open().record(key: "1")?["name"] == "甲")
        try other.write { _ = try $0.execute("UPDATE residents SET name = '乙'") }
        #expect(try open().record(key: "1")?["name"] == "乙")
    }

    /// A copy in WAL mode with nothing beside it. A link to nowhere where the log's index should be keeps SQLite out as a
    /// folder that may not be written does, whoever runs the test.
    private func sealed() throws -> URL {
        let whole = folder.url.appending(path: "whole.sqlite")
        try SQLDatabase.copy(sqliteAt: file, to: whole)
        var bytes = try Data(contentsOf: whole)
        bytes.replaceSubrange(18..<20, with: [2, 2])
        let sealed = folder.url.appending(path: "sealed.sqlite")
        try bytes.write(to: sealed)
        try FileManager.default.createSymbolicLink(
            atPath: sealed.path + "-shm", withDestinationPath: folder.url.appending(path: "no/where").path)
        return sealed
    }

    @Test("in a folder that may not be written is read where no changes wait beside it")
    func readsSealedFile() throws {
        try make("CREATE TABLE residents (id TEXT, name TEXT); INSERT INTO residents VALUES ('1', '甲')")
        let sealed = try self.sealed()
        #expect(try open(sealed).record(key: "1")?["name"] == "甲")
    }

    @Test("in a folder that may not be written is refused where changes wait beside it")
    func refusesSealedLog() throws {
        try make("CREATE TABLE residents (id TEXT, name TEXT); INSERT INTO residents VALUES ('1', '甲')")
        let sealed = try self.sealed()
        try Data([0x37, 0x7F, 0x06, 0x82]).write(to: URL(filePath: sealed.path + "-wal"))
        let trouble = #expect(throws: Trouble.self) { try open(sealed) }
        #expect(trouble?.text(in: .en).contains("sealed.sqlite-wal") == true)
        #expect(trouble?.remedy?.en.contains("Let the user who runs Tema write in that folder") == true)
    }

    @Test("that is no database, or not there, is refused")
    func refusesOthers() throws {
        try Data("id,name\n1,甲\n".utf8).write(to: file)
        #expect(throws: Trouble.self) { try open() }
        try FileManager.default.removeItem(at: file)
        #expect(throws: Trouble.self) { try open() }
    }
}
