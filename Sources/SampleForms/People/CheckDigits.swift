/// Check digits that sample numbers are made with.
enum CheckDigits {
    /// A 個人番号 of those 11 digits and its check digit: 行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による通知カード
    /// 及び個人番号カード並びに情報提供ネットワークシステムによる特定個人情報の提供等に関する省令 第五条.
    static func myNumber(_ digits: [Int]) -> String {
        precondition(digits.count == 11, "A my-number has 11 digits before its check digit")
        let sum = digits.reversed().enumerated().reduce(0) { sum, item in
            sum + item.element * (item.offset < 6 ? item.offset + 2 : item.offset - 4)
        }
        let rest = sum % 11
        return (digits + [rest <= 1 ? 0 : 11 - rest]).map(String.init).joined()
    }

    /// A 法人番号 of those 12 digits, its check digit first: 法人番号の指定等に関する省令 第二条.
    static func corporateNumber(_ digits: [Int]) -> String {
        precondition(digits.count == 12, "A corporate number has 12 digits after its check digit")
        let sum = digits.reversed().enumerated().reduce(0) { sum, item in
            sum + item.element * (item.offset % 2 == 0 ? 1 : 2)
        }
        return ([9 - sum % 9] + digits).map(String.init).joined()
    }
}
