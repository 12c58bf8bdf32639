import Foundation
import Paperwork
import Registers
import Testing

/// Records as systems hold them, against documents as people write them.
@Suite("Reconciling with a register whose values are damaged")
struct DamagedValueTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func register(id: String = "1", birth: String = "1960-05-03", phone: String = "") throws -> Register {
        let csv =
            "id,name,kana,birth,address,phone\n\(id),見本　太郎,ミホン　タロウ,\(birth),架空市天町1-2,\(phone)\n"
            + "8,架空　花子,カクウ　ハナコ,1985-12-24,架空市地町3-4,\n"
        let url = try folder.write(Array(csv.utf8))
        return try Register.open(RegisterDefinition(name: "r", source: .csv(url, encoding: nil), key: "id"))
    }

    private func document(birth: String = "昭和35年5月3日", phone: String = "") -> [RegisterQuery] {
        [
            Query.of("name", "name", "見本太郎"), Query.of("kana", "kana", "ミホンタロウ"), Query.of("birth", "date", birth),
            Query.of("address", "address", "架空市天町1-2"), Query.of("phone", "phone", phone),
        ]
    }

    @Test(
        "finds a birth date in any notation",
        arguments: [
            "1960-05-03 00:00:00", "1960/5/3 0:00", "1960-05-03T00:00:00", "S35.5.3", "昭和35.5.3", "19600503",
        ])
    func agreesByDay(birth: String) throws {
        let match = try register(birth: birth).reconcile(document())
        #expect((match.outcome, match.key) == (.found, "1"))
        #expect(match.comparisons.first { $0.field == "birth" }?.agrees == true)
    }

    @Test("takes a year counted on beyond its era for the day that it comes to")
    func agreesBeyondEra() throws {
        let match = try register(birth: "平成31年5月1日").reconcile(document(birth: "令和元年5月1日"))
        #expect(match.outcome == .found)
        #expect(match.comparisons.first { $0.field == "birth" }?.agrees == true)
    }

    @Test("takes what is no date for no evidence and no disagreement, and says so", arguments: ["3350503", "22039"])
    func passesOverNoDates(birth: String) throws {
        let register = try register(birth: birth)
        let match = register.reconcile(document())
        #expect((match.outcome, match.key) == (.found, "1"))
        #expect(!match.comparisons.contains { $0.field == "birth" })
        #expect(
            register.findings(types: ["birth": "date"]).map { $0.message.text(in: .en) }
                == ["column birth of r: 1 of 2 values are no date, e.g. \(birth) (line 2)"])
        #expect(register.findings(types: ["birth": "text"]).isEmpty)
    }

    @Test("still disagrees with another date", arguments: ["1960-05-04 00:00:00", "昭和36年5月3日"])
    func disagreesWithOtherDays(birth: String) throws {
        let match = try register(birth: birth).reconcile(document())
        #expect(match.comparisons.first { $0.field == "birth" }?.agrees == false)
    }

    @Test(
        "takes a telephone number without its first zero for the number",
        arguments: [
            "992005230", "99-200-5230", "099-200-5230", "+81 99 200 5230",
        ])
    func agreesWithoutZero(phone: String) throws {
        let match = try register(phone: phone).reconcile(document(phone: "0992005230"))
        #expect(match.comparisons.first { $0.field == "phone" }?.agrees == true)
        #expect(Register.restored(phone, type: "phone").filter(\.isNumber) == "0992005230")
    }

    @Test("takes a shortened number for no evidence")
    func passesOverShortForms() throws {
        let match = try register(phone: "9.92E+08").reconcile(document(phone: "0992005230"))
        #expect(match.outcome == .found)
        #expect(!match.comparisons.contains { $0.field == "phone" })
    }

    private func numbers(_ column: String, _ values: [String], key: String = "1") throws -> Register {
        let rows = values.enumerated().map { "\($0 == 0 ? key : "9\($0)"),見本　太郎,\($1)\n" }.joined()
        let url = try folder.write(Array("id,name,\(column)\n\(rows)".utf8))
        return try Register.open(RegisterDefinition(name: "r", source: .csv(url, encoding: nil), key: "id"))
    }

    @Test(
        "finds the number whose zeros a spreadsheet ate, and names row and column",
        arguments: [
            ("my-number", "12345678903", "012345678903"), ("bank-account", "12345", "0012345"),
            ("postal-code", "10010", "0010010"), ("bank-account", "12345.0", "0012345"),
        ])
    func restoresZeros(type: String, registered: String, written: String) throws {
        let register = try numbers("code", [registered])
        let match = register.reconcile([Query.of("name", "name", "見本太郎"), Query.of("code", type, written)])
        #expect(match.comparisons.first { $0.field == "code" }?.agrees == true)
        let finding = try #require(register.findings(types: ["code": type]).first)
        #expect(finding.kind == (registered.contains(".") ? .fractions : .lostZeros))
        #expect((finding.column, finding.line, finding.example) == ("code", 2, registered))
        #expect(Register.restored(registered, type: type) == written)
    }

    @Test("takes a date that was a code for no evidence", arguments: ["1月2日", "2-Jan", "2001/3/12"])
    func passesOverDates(registered: String) throws {
        let register = try numbers("code", [registered])
        let match = register.reconcile([Query.of("name", "name", "見本太郎"), Query.of("code", "bank-account", "0000012")])
        #expect(!match.comparisons.contains { $0.field == "code" })
        #expect(register.findings(types: ["code": "bank-account"]).map(\.kind) == [.datesFromCodes])
    }

    @Test("knows columns of numbers by their names", arguments: ["個人番号", "郵便番号", "口座番号（普通）", "電話番号"])
    func knowsColumns(name: String) throws {
        #expect(try numbers(name, ["992005"]).findings().map(\.kind).allSatisfy { $0 == .lostZeros })
        #expect(try numbers("備考", ["992005"]).findings().isEmpty)
    }

    @Test(
        "links no record whose key is damaged, and names its line",
        arguments: ["1.00E+07", "1\u{1}2", "10000001.0", "1月2日", "2-Jan"])
    func linksNoDamagedKey(key: String) throws {
        let match = try register(id: key).reconcile(document())
        #expect((match.outcome, match.key) == (.ambiguous, nil))
        #expect(match.damagedKey?.line == 2)
        #expect(match.damagedKey?.text == key.replacing("\u{1}", with: "<U+0001>"))
        let other = try register(id: key).reconcile([
            Query.of("name", "name", "架空花子"), Query.of("kana", "kana", "カクウハナコ"),
            Query.of("birth", "date", "1985-12-24"), Query.of("address", "address", "架空市地町3-4"),
        ])
        #expect((other.outcome, other.key, other.damagedKey) == (.found, "8", nil))
    }
}
