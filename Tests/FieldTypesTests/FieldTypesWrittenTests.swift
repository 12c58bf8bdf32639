import FieldTypes
import Paperwork
import Testing

@Suite struct FieldTypesWrittenTests {
    @Test(arguments: [
        ("text", "  鹿児島 市役所　ＡＢＣ 12 ", FieldValue.text("鹿児島市役所 ABC 12")),
        ("kana", "ﾔﾏﾀﾞ　たろう", .text("ヤマダタロウ")), ("kana", "ナ力ムラ ニ一ナ", .text("ナカムラニーナ")), ("kana", "八シ口", .text("ハシロ")),
        ("name", "髙橋　一郎", .text("髙橋一郎")), ("name", "川ロ 太郎", .text("川口太郎")), ("name", "Ａｎｎａ", .text("Anna")),
        ("name", "山田太郎 様", .text("山田太郎")), ("name", "林一 殿㊞", .text("林一")), ("name", "鵜殿 明", .text("鵜殿明")),
        ("kana", "ヤマダ タロウ 様", .text("ヤマダタロウ")),
        ("number", "１，２３４", .integer(1234)), ("number", "12.50", .text("12.5")), ("number", "12.0", .integer(12)),
        ("number", "-0.5", .text("-0.5")),
        ("number", "l2O", .integer(120)), ("number", "△3", .integer(-3)), ("yen", "¥1,234", .integer(1234)),
        ("yen", "1.234円", .integer(1234)),
        ("yen", "l,OOO円", .integer(1000)), ("yen", "▲５００", .integer(-500)), ("date", "令和8年4月1日", .text("2026-04-01")),
        ("date", "今和元年5月l日", .text("2019-05-01")), ("date", "S64.1.7", .text("1989-01-07")),
        ("date", "2O26/04/01", .text("2026-04-01")),
        ("time", "１７時１５分", .text("17:15")), ("time", "午後5時15分", .text("17:15")), ("time", "5:15 PM", .text("17:15")),
        ("time", "9時半", .text("09:30")), ("time", "13:05", .text("13:05")), ("time", "１３：０５", .text("13:05")),
        ("time", "13時05分", .text("13:05")), ("time", "午後1時5分", .text("13:05")), ("time", "13.05", .text("13:05")),
        ("time", "13 05", .text("13:05")), ("date", "平成 30 9 29", .text("2018-09-29")),
        ("date", "R6 4 1", .text("2024-04-01")), ("date", "R 6 4 1", .text("2024-04-01")),
        ("date", "R6・4・1", .text("2024-04-01")), ("date", "2O26 4 l", .text("2026-04-01")),
        ("date", "令和6年 1 2月1 1日", .text("2024-12-11")), ("date", "2 0 2 6 0 4 0 1", .text("2026-04-01")),
        ("time", "1 7時1 5分", .text("17:15")), ("time", "0 8:0 0", .text("08:00")), ("time", "2 0時5分", .text("20:05")),
        ("time", "1715", .text("17:15")), ("phone", "099-224-1111", .text("0992241111")),
        ("phone", "O9O(1234)5678", .text("09012345678")),
        ("postal-code", "〒892-0816", .text("8920816")), ("postal-code", "1OO-OOOl", .text("1000001")),
        ("address", "鹿児島市山下町 １１番１号", .text("鹿児島市山下町11-1")), ("address", "川ロ市栄町ニ丁目3番7号", .text("川口市栄町2-3-7")),
        ("address", "中央町ー丁目2ー3コ一ポ桜", .text("中央町1-2-3コーポ桜")), ("address", "中央町1-2一3", .text("中央町1-2-3")),
        ("address", "八ケ岳町イ乙1O2", .text("八ケ岳町イ乙102")), ("my-number", "1234 5678 9018", .text("123456789018")),
        ("my-number", "I23456789O18", .text("123456789018")),
        ("corporate-number", "7000012050002", .text("7000012050002")),
        ("bank-account", "123456", .text("0123456")), ("barcode", "TEMA-0001", .text("TEMA-0001")),
    ])
    func bringsToNormalForm(type: String, written: String, expected: FieldValue) throws {
        let candidate = try #require(Self.candidates(type, written).first)
        #expect(candidate.value == expected)
        #expect(candidate.text == written)
        #expect(candidate.proof.problem == nil)
    }

    @Test(arguments: [
        ("kana", "山田", "山田"), ("name", "山田2", "山田2"), ("number", "なし", "なし"), ("number", "1.2.3", "1.2.3"),
        ("yen", "円", "円"),
        ("date", "令和8年2月30日", "令和8年2月30日"), ("date", "昭和65年1月1日", "昭和65年1月1日"), ("date", "2926-04-01", "2926-04-01"),
        ("era-date", "08.04.01", "08.04.01"), ("time", "25:00", "25:00"), ("time", "7時60分", "7時60分"),
        ("phone", "224-1111", "224-1111"),
        ("postal-code", "892-081", "892-081"), ("my-number", "12345678901", "12345678901"),
        ("my-number", "123456789019", "123456789019"), ("corporate-number", "7000012050003", "7000012050003"),
        ("bank-account", "普通", "普通"),
    ])
    func keepsWhatCannotBeRightAndSaysWhy(type: String, written: String, kept: String) throws {
        let candidate = try #require(Self.candidates(type, written).first)
        #expect(candidate.value == .text(kept))
        let problem = try #require(candidate.proof.problem)
        #expect(problem.field == "f")
        #expect(problem.message.ja.hasPrefix("「項目」") && problem.message.ja.hasSuffix("確認してください。"))
        #expect(problem.message.en.contains("Check"))
    }

    @Test func wrongGroupingKeepsTheNumberAndFails() throws {
        let candidate = try #require(Self.candidates("yen", "1,23,456").first)
        #expect(candidate.value == .integer(123_456))
        #expect(candidate.proof.problem?.rule == "thousands")
    }

    @Test func unlistedPostalCodeKeepsItsDigitsAndFails() throws {
        let candidate = try #require(Self.candidates("postal-code", "899-9999").first)
        #expect(candidate.value == .text("8999999"))
        #expect(candidate.proof.problem?.rule == "postal-code")
    }

    @Test(arguments: [
        ("my-number", "123456789018", 13.0 / 121), ("corporate-number", "7000012050002", 1.0 / 9),
        ("date", "R8.4.1", 0.56),
        ("time", "17:15", 0.65), ("postal-code", "8920816", 0.24),
    ])
    func proofsThatHoldNameTheirChance(type: String, written: String, expected: Double) throws {
        guard case .holds(_, let chance) = try #require(Self.candidates(type, written).first).proof else {
            Issue.record("no proof for \(written)")
            return
        }
        #expect(abs(chance - expected) < 0.001)
    }

    @Test(arguments: ["text", "name", "address", "phone", "number", "bank-account"])
    func typesWithoutAProofClaimNone(type: String) throws {
        let written = ["phone": "0992241111", "number": "12", "bank-account": "1234567"][type] ?? "山下町"
        #expect(try #require(Self.candidates(type, written).first).proof == .none)
    }

    @Test(arguments: FieldTypes.all.map(\.name)) func anythingAtAllGivesACandidate(type: String) {
        let hostile = [
            "", " ", "\n", "ー", "-", "。", "\u{0}", "👨‍👩‍👧", "9999999999999999999999999", "年月日", "､ﾞﾟ", "△", "令和", ";;",
            "\t\t\n",
        ]
        for text in hostile {
            let candidates = Self.candidates(type, text)
            #expect((1...FieldTypes.candidateLimit).contains(candidates.count), "\(text)")
        }
        #expect(Self.candidates(type, "").first?.proof == Proof.none)
    }

    @Test(arguments: [
        ("date", FieldValue.text("2026-04-01"), "令和8年4月1日", "2026-04-01"),
        ("yen", .integer(-1234), "-1,234円", "-¥1,234"),
        ("number", .integer(12345), "12,345", "12,345"), ("postal-code", .text("8920816"), "892-0816", "892-0816"),
        ("phone", .text("09012345678"), "090-1234-5678", "090-1234-5678"),
        ("checkbox", .flag(true), "チェックあり", "checked"),
        ("mark-grid", .list(["甲", "乙"]), "甲、乙", "甲, 乙"),
        ("my-number", .text("123456789018"), "123456789018", "123456789018"),
        ("date", .text("読めない"), "読めない", "読めない"), ("yen", .none, "", ""),
    ])
    func prints(type: String, value: FieldValue, ja: String, en: String) throws {
        let fieldType = try #require(FieldTypes.named(type))
        #expect(fieldType.printed(value, language: .ja) == ja)
        #expect(fieldType.printed(value, language: .en) == en)
    }

    @Test func everyTypeOfTheJobLanguageIsThere() {
        let names = [
            "text", "kana", "name", "number", "yen", "date", "era-date", "time", "phone", "postal-code", "address",
            "my-number", "corporate-number", "bank-account", "invoice-number", "company", "money", "currency",
            "account-holder", "choice", "circled", "checkbox", "mark-grid", "barcode",
            "seal", "signature", "table",
        ]
        #expect(FieldTypes.all.map(\.name) == names)
        #expect(FieldTypes.named("colour") == nil)
    }

    static func candidates(_ type: String, _ text: String) -> [Candidate] {
        let definition = FieldDefinition(name: "f", label: "項目", type: type, place: .zone(zone))
        let reading = Reading(text: text, confidence: Confidence(0.9), recogniser: "test")
        return FieldTypes.named(type)?.candidates(from: [reading], in: FieldContext(definition: definition)) ?? []
    }

    static let zone = Zone(left: 0, top: 0, width: 10, height: 5)
}
