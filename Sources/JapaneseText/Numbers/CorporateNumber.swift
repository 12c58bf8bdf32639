/// A corporate number (法人番号): a check digit and twelve digits.
package enum CorporateNumber {
    package static let length = 13

    /// How often a number that has nothing to do with the right one passes: one check digit of nine. 0 read as 9, or 9 as
    /// 0, always passes, because they are the same by the modulus.
    package static let chance = 1.0 / 9.0

    /// Whether thirteen half-width digits begin with the check digit that 法人番号の指定等に関する省令 (平成26年財務省令第70号)
    /// 第2条 gives: 9 less the remainder by 9 of ΣPn×Qn, Qn being 1 and 2 by turns from the right.
    package static func isValid(_ digits: String) -> Bool {
        guard digits.count == length, let numbers = Digits.values(digits) else { return false }
        let sum = numbers.dropFirst().reversed().enumerated().reduce(0) { sum, item in
            sum + item.element * (item.offset.isMultiple(of: 2) ? 1 : 2)
        }
        return numbers[0] == 9 - sum % 9
    }
}
