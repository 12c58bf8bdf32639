/// The ways in which the numbers of a field are written.
package struct NumberNotations: Sendable, Hashable {
    /// Texts where d is a digit, s parts a date, t a time, e begins a year, w is half of an era's name, h stands behind 午, m
    /// before M, y before and z behind an amount; `?` and `{least,most}` tell how often the character before stands there.
    package var patterns: [String]
    /// What it costs to be written in none of these ways, in nats.
    package var costOfNone: Double

    package init(_ patterns: [String], costOfNone: Double) {
        self.patterns = patterns
        self.costOfNone = costOfNone
    }

    /// Whatever it is, it is as likely.
    package static let any = NumberNotations([], costOfNone: 0)

    /// Numbers, amounts, telephone numbers and dates, where the type is not known or tells nothing more. The costs were
    /// chosen on lines and forms that no measurement uses: more makes texts in no notation unreadable, of which there are
    /// fewer where the type is known.
    package static let anyNumber = NumberNotations(
        [
            "d{1,20}", "-?d{1,9}.d{1,4}", "y?d{1,12}円?", "¥d{1,12}-",
            "y?d{1,3},dddz?", "y?d{1,3},ddd,dddz?", "y?d{1,3},ddd,ddd,dddz?", "y?d{1,3},ddd,ddd,ddd,dddz?",
            // Bank accounts, blocks and houses, fractions.
            "d{4}-d{3}-d{6,8}", "d{1,4}-d{1,4}", "d{1,3}-d{1,3}-d{1,4}", "d{1,2}/d{1,2}",
            // Telephone numbers.
            "d{2,5}-d{1,4}-d{4}", "(d{2,5})d{1,4}-d{4}", "d{2,5}(d{1,4})d{4}", "d{2,4}-d{4}",
        ] + datePatterns, costOfNone: 4)

    static let costOfNoneOfItsType = 8.0

    private static let groups = ["", ",ddd", ",ddd,ddd", ",ddd,ddd,ddd"]

    /// Whole amounts of money: 1234, ¥1,234-, △1,234円.
    static let amounts = NumberNotations(
        ["y?d{1,12}z?"] + groups.dropFirst().map { "y?d{1,3}\($0)z?" }, costOfNone: costOfNoneOfItsType)

    /// Whole and decimal numbers, with thousands or without.
    static let numbers = NumberNotations(
        ["y?d{1,20}", "y?d{1,9}.d{1,4}"]
            + groups.dropFirst().flatMap { ["y?d{1,3}\($0)", "y?d{1,3}\($0).d{1,4}"] }, costOfNone: costOfNoneOfItsType)

    /// Gaps may part a date's numbers as signs do.
    static let dates = NumberNotations(
        ["d{3,8}", "ed{3,6}", "wwd{3,6}", "ww元d{2,4}"] + datePatterns, costOfNone: costOfNoneOfItsType)

    private static let datePatterns = [
        "d{1,2}sd{1,2}sd{1,2}", "d{4}sd{1,2}", "d{4}sd{1,2}sd{1,2}", "ed{1,2}sd{1,2}sd{1,2}",
        "ed{1,2}年d{1,2}月d{1,2}日", "d{1,4}年d{1,2}月d{1,2}日", "wwd{1,2}年d{1,2}月d{1,2}日", "ww元年d{1,2}月d{1,2}日",
        "d{1,4}年d{1,2}月", "d{1,2}月d{1,2}日", "d{1,4}年",
    ]
}
