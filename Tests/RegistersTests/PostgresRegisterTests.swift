import Foundation
import Paperwork
import PostgresCluster
import Registers
import SQLAccess
import Testing

@Suite("A register in a PostgreSQL database")
struct PostgresRegisterTests {
    private let address: String

    init() throws {
        address = try PostgresCluster.shared.get().newDatabase()
        try SQLDatabase.open(postgresql: address).write { connection in
            try connection.executeScript(
                """
                CREATE SCHEMA "住基";
                CREATE TABLE "住基"."住民" ("宛名番号" integer, "氏名" varchar(40), birth date, "番号" char(8), gone integer);
                ALTER TABLE "住基"."住民" DROP COLUMN gone;
                INSERT INTO "住基"."住民" VALUES (10000001, '髙橋　甲', '1960-05-03', '0012'),
                    (10000002, '乙野', NULL, NULL);
                """)
        }
    }

    private func open(_ table: String = "住基.住民", at address: String? = nil) throws(Trouble) -> Register {
        try Register.open(
            RegisterDefinition(
                name: "residents", source: .postgresql(address: address ?? self.address, table: table), key: "id",
                columns: ["id": "宛名番号", "name": "氏名"]))
    }

    @Test("is read with all values as text and NULL as empty")
    func isRead() throws {
        let register = try open()
        #expect(register.columns == ["id", "name", "birth", "番号"])
        #expect(register.record(key: "10000001")?["birth"] == "1960-05-03")
        #expect(register.record(key: "10000001")?["番号"]?.hasPrefix("0012") == true)
        #expect(register.record(key: "10000002") == ["id": "10000002", "name": "乙野", "birth": "", "番号": ""])
    }

    @Test("without the table is refused with the tables that exist; a name is never taken for SQL")
    func lacksTable() throws {
        for table in ["住基.住民票", "住基.住民\"; DROP TABLE \"住基\".\"住民"] {
            let trouble = #expect(throws: Trouble.self) { try open(table) }
            #expect(trouble?.text(in: .ja).contains("住基.住民") == true)
        }
        #expect(try open().count == 2)
    }

    @Test("that is locked, or not there, is said to be; the old one goes on being used until then")
    func hangs() throws {
        try SQLDatabase.open(postgresql: address).write { connection in
            try connection.executeScript("LOCK TABLE \"住基\".\"住民\" IN ACCESS EXCLUSIVE MODE")
            let impatient = address + "&options=" + "-c%20lock_timeout%3D20ms"
            let trouble = #expect(throws: Trouble.self) { try open(at: impatient) }
            #expect(trouble?.kind == .store)
            #expect(trouble?.isPassing == true)
            #expect(trouble?.text(in: .ja).contains("台帳「residents」の表 住基.住民 を読めません") == true)
            #expect(trouble?.text(in: .ja).contains("前に読み込んだ台帳で照合を続けます") == true)
        }
        let away = #expect(throws: Trouble.self) { try open(at: "postgresql://tema@127.0.0.1:1/tema") }
        #expect(away?.text(in: .en).contains("can't be reached") == true)
    }

    @Test("is never changed by what reads it, and an answer that does not come is given up")
    func readsOnly() throws {
        let database = try SQLDatabase.open(
            readingPostgreSQL: address + "&options=-c%20statement_timeout%3D0", answerSeconds: 1)
        let refused = #expect(throws: Trouble.self) {
            try database.read { try $0.execute("DELETE FROM \"住基\".\"住民\"") }
        }
        #expect(refused != nil)
        let silent = #expect(throws: Trouble.self) {
            _ = try database.read { try $0.rows("SELECT pg_sleep(60)") }
        }
        #expect(silent?.text(in: .en).contains("no answer within 1 s") == true)
    }
}
