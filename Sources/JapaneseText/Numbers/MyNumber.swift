/// An individual number (個人番号): eleven digits and a check digit.
package enum MyNumber {
    package static let length = 12

    /// How often a number that has nothing to do with the right one passes. The check digit is 0 for two of the eleven
    /// remainders and another digit for one each, so two unrelated numbers agree in it with (2² + 9) / 11² = 13/121. A
    /// single wrong digit passes only where it moves the remainder from 0 to 1 or back.
    package static let chance = 13.0 / 121.0

    /// Whether twelve half-width digits end in the check digit that
    /// 行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による通知カード及び個人番号カード並びに情報提供ネットワークシステムによる特定個人情報の提供等に関する省令
    /// (平成26年総務省令第85号) 第5条 gives: 11 less the remainder by 11 of ΣPn×Qn, and 0 where the remainder is 0 or 1.
    package static func isValid(_ digits: String) -> Bool {
        guard digits.count == length, let numbers = Digits.values(digits) else { return false }
        return numbers[11] == checkDigit(Array(numbers.prefix(11)))
    }

    /// `numbers` are the first eleven digits, left to right. Qn is n + 1 for the six digits from the right, n − 5 for the
    /// others.
    private static func checkDigit(_ numbers: [Int]) -> Int {
        let sum = numbers.reversed().enumerated().reduce(0) { sum, item in
            sum + item.element * (item.offset < 6 ? item.offset + 2 : item.offset - 4)
        }
        return sum % 11 <= 1 ? 0 : 11 - sum % 11
    }
}
