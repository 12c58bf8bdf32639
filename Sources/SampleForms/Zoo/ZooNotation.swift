internal import Paperwork

/// How one office's software, or one person, writes amounts, days, times, kana and addresses.
struct ZooNotation: Sendable {
    enum Money: Sendable, Hashable, CaseIterable { case plain, grouped, yenSign, yenSignDash, yenWord, wide }
    enum Minus: String, Sendable, CaseIterable {
        case triangle = "△"
        case blackTriangle = "▲"
        case hyphen = "-"
    }
    enum DateStyle: Sendable, Hashable, CaseIterable { case slashes, hyphens, dots, words, padded, gaps }
    enum Clock: Sendable, Hashable, CaseIterable { case colon, words, gaps }

    var usesHalfWidthKana: Bool
    var money: Money
    var minus: Minus
    var date: DateStyle
    var clock: Clock
    var addressStyle: Address.Style

    /// As programs print.
    static func printed(using random: inout SeededRandom) -> ZooNotation {
        ZooNotation(
            usesHalfWidthKana: random.chance(0.4), money: random.pick(Money.allCases),
            minus: random.pick(Minus.allCases), date: random.pick(DateStyle.allCases),
            clock: random.pick(Clock.allCases), addressStyle: random.pick(Address.Style.allCases))
    }

    /// As people write.
    static func written(using random: inout SeededRandom) -> ZooNotation {
        ZooNotation(
            usesHalfWidthKana: false, money: random.pick([.plain, .grouped, .grouped, .yenSign, .yenWord]),
            minus: random.pick([.triangle, .hyphen]), date: random.pick([.slashes, .dots, .words, .words]),
            clock: random.pick([.colon, .words]), addressStyle: random.pick(Address.Style.allCases))
    }
}
