import Foundation

/// A bank account as Japanese banks number it (全国銀行協会's layout): bank code 4 digits, branch code 3, account number 7.
package struct BankAccount: Sendable, Hashable {
    /// Nil where only the account number is written.
    package var bank: String?
    /// Nil where only the account number is written.
    package var branch: String?
    package var number: String

    /// Reads an account number of four to seven digits, to which zeros are put in front as banks do, or all fourteen
    /// digits with or without hyphens; also an account number behind its kind, as in 普通 1234567; nil for anything else.
    package init?(_ text: String) {
        let kind = Self.kinds.compactMap { text.range(of: $0, options: .backwards)?.upperBound }.max()
        let behind = kind.map { text[$0...].drop { !$0.isNumber } } ?? text[...]
        guard let digits = Digits.plain(String(behind)) else { return nil }
        switch digits.count {
        case 4...7: number = String(repeating: "0", count: 7 - digits.count) + digits
        case 14:
            bank = String(digits.prefix(4))
            branch = String(digits.dropFirst(4).prefix(3))
            number = String(digits.suffix(7))
        default: return nil
        }
    }

    private static let kinds = ["普通", "当座", "貯蓄", "普"]

    /// All digits, without hyphens.
    package var digits: String { (bank ?? "") + (branch ?? "") + number }
}
