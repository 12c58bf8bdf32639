import JapaneseText
import Testing

@Suite struct AmountTests {
    @Test(arguments: [
        ("¥1,234", 1234), ("１，２３４円", 1234), ("1.234", 1234), ("12.345.678", 12_345_678), ("△1,234", -1234),
        ("▲500", -500),
        ("-500", -500), ("金壱万弐千参百円也", 12300), ("一二三", 123), ("二千二十六", 2026), ("12万3,456円", 123_456),
        ("3億", 300_000_000),
        ("3.5万円", 35000), ("¥1,234-", 1234), ("0", 0), ("十", 10), ("1 234", 1234),
    ])
    func reads(written: String, yen: Int) {
        #expect(Amount(written)?.yen == yen)
        #expect(Amount(written)?.isWellGrouped == true)
    }

    @Test(arguments: ["", "円", "12a", "1.5", "万", "99999999999999999999", "1..2", "-"]) func refuses(written: String) {
        #expect(Amount(written) == nil)
    }

    @Test(arguments: [("1,23,456", 123_456), ("1234,567", 1_234_567), ("12,34", 1234)])
    func seesCommasAtWrongPlaces(written: String, yen: Int) {
        #expect(Amount(written)?.yen == yen)
        #expect(Amount(written)?.isWellGrouped == false)
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")])
    func groups(number: Int, expected: String) {
        #expect(Amount.grouped(number) == expected)
    }
}

@Suite struct CheckDigitTests {
    /// The second by hand: weights add up to 47, 47 mod 11 is 3, and 11 less 3 is 8.
    @Test(arguments: ["123456789018", "111111111118", "000000000000"]) func validMyNumbers(digits: String) {
        #expect(MyNumber.isValid(digits))
    }

    @Test(arguments: ["123456789012", "12345678901", "1234567890188", "12345678901a", ""])
    func invalidMyNumbers(digits: String) {
        #expect(!MyNumber.isValid(digits))
    }

    @Test func everyOtherCheckDigitFails() {
        for digit in 0...9 {
            #expect(MyNumber.isValid("12345678901\(digit)") == (digit == 8))
        }
    }

    /// 7000012050002 is the National Tax Agency's own number, as its site publishes it.
    @Test(arguments: [
        ("7000012050002", true), ("7000012050003", false), ("8000012050002", false), ("700001205000", false),
    ])
    func corporateNumbers(digits: String, isValid: Bool) {
        #expect(CorporateNumber.isValid(digits) == isValid)
    }

    @Test func chancesAreThoseOfUnrelatedNumbers() {
        let numbers = (0..<20000).map { seed -> String in
            let base = String(10_000_000_000 + (seed * 7_919_117_773) % 89_999_999_999)
            return (0...9).map { base + String($0) }.first(where: MyNumber.isValid) ?? ""
        }
        let agreeing = zip(numbers, numbers.dropFirst()).filter { $0.last == $1.last }.count
        #expect(abs(Double(agreeing) / 19999 - MyNumber.chance) < 0.01)
    }
}

@Suite struct PhoneNumberTests {
    @Test(arguments: [
        ("099-224-1111", "0992241111"), ("０９９（２２４）１１１１", "0992241111"), ("+81 99 224 1111", "0992241111"),
        ("090 1234 5678", "09012345678"), ("050-1234-5678", "05012345678"), ("TEL 03-1234-5678", "0312345678"),
        ("0800-123-4567", "08001234567"), ("0120-123-456", "0120123456"),
    ])
    func reads(written: String, digits: String) throws {
        #expect(try PhoneNumber(written).digits == digits)
    }

    @Test(arguments: [
        ("099-224-111", PhoneNumber.Fault.wrongLength(9, expected: 10)),
        ("090-1234-567", .wrongLength(10, expected: 11)),
        ("224-1111", .noLeadingZero), ("00-1234-5678", .noLeadingZero), ("なし", .unreadable), ("", .unreadable),
    ])
    func refuses(written: String, fault: PhoneNumber.Fault) {
        #expect(throws: fault) { try PhoneNumber(written) }
    }

    @Test func partsOnlyWhatThePlanParts() throws {
        #expect(try PhoneNumber("09012345678").printed == "090-1234-5678")
        #expect(try PhoneNumber("0312345678").printed == "03-1234-5678")
        #expect(try PhoneNumber("0992241111").printed == "0992241111")
    }
}

@Suite struct BankAccountTests {
    @Test func reads() {
        #expect(BankAccount("123456")?.digits == "0123456")
        #expect(BankAccount("0178-123-1234567")?.branch == "123")
        #expect(BankAccount("123") == nil)
        #expect(BankAccount("12345678") == nil)
        #expect(BankAccount("普通1234567")?.number == "1234567")
        #expect(BankAccount("預金1234567") == nil)
    }
}
