import Foundation
import Paperwork
import Registers
import SQLAccess
import Testing

@Suite("A register in a SQLite file")
struct SQLiteRegisterTests {
    private let folder: TemporaryFolder
    private let file: URL

    init() throws {
        folder = try TemporaryFolder()
        file = folder.url.appending(path: "residents.sqlite")
        let database = try SQLDatabase.open(sqliteAt: file)
        try database.write { connection in
            try connection.executeScript(
                """
                CREATE TABLE "住民" (id INTEGER, "氏名" TEXT, height REAL, note TEXT);
                INSERT INTO "住民" VALUES (1, '甲山 春子', 1.5, NULL), (2, '乙川 夏男', 1.75, '転入');
                """)
        }
    }

    private func open(table: String) throws(Trouble) -> Register {
        try Register.open(
            RegisterDefinition(
                name: "residents", source: .sqlite(file, table: table), key: "id", columns: ["name": "氏名"]))
    }

    @Test("is read with numbers as text and NULL as empty")
    func readsTable() throws {
        let register = try open(table: "住民")
        #expect(register.columns == ["id", "name", "height", "note"])
        #expect(register.record(key: "1") == ["id": "1", "name": "甲山 春子", "height": "1.5", "note": ""])
        #expect(register.record(key: "2")?["note"] == "転入")
    }

    @Test("without the table is refused with the tables that exist")
    func refusesMissingTable() throws {
        let trouble = #expect(throws: Trouble.self) { try open(table: "住民票") }
        #expect(trouble?.text(in: .en).contains("did you mean '住民'?") == true)
    }
}
