/// A time of day, to the minute, from 0:00 to 24:00.
package struct ClockTime: Sendable, Hashable, Comparable {
    /// 0 to 24.
    package let hour: Int
    /// 0 to 59.
    package let minute: Int

    /// How often a time of four digits with one wrong digit is a time again, counted over all of them.
    package static let chance = 0.65

    /// Nil where a day has no such time.
    package init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour) && (0...59).contains(minute) || (hour, minute) == (24, 0) else { return nil }
        self.hour = hour
        self.minute = minute
    }

    /// Reads 17:15, 17時15分, 17時, 17時半, 17 15, 1 7時1 5分, 午後5時15分, 5:15 PM, 1715; nil for anything else.
    package init?(_ text: String) {
        var rest = Substring(
            Width.narrow(text).split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased())
        let half = Self.takeHalf(from: &rest)
        guard let (hour, minute) = Self.parts(String(rest)) ?? Self.parts(letterSpaced: String(rest)) else {
            return nil
        }
        if let half {
            guard hour <= 12 else { return nil }
            self.init(hour: hour % 12 + (half == .afternoon ? 12 : 0), minute: minute)
        } else {
            self.init(hour: hour, minute: minute)
        }
    }

    /// As in `17:15`.
    package var iso: String { Self.twoDigits(hour) + ":" + Self.twoDigits(minute) }

    package static func < (left: ClockTime, right: ClockTime) -> Bool {
        (left.hour, left.minute) < (right.hour, right.minute)
    }

    private enum Half { case morning, afternoon }

    private static let separators: Set<Character> = [":", ".", "時", "分", " "]

    private static func parts(_ text: String) -> (hour: Int, minute: Int)? {
        let text = text.hasSuffix("時半") ? text.dropLast() + "30" : text
        guard
            text.unicodeScalars.allSatisfy({
                ":.時分 ".unicodeScalars.contains($0) || $0.isDigit || KanjiNumber.isNumeral($0)
            })
        else { return nil }
        var groups = text.split(whereSeparator: separators.contains)
        if groups.count == 1, groups[0].count == text.count {
            guard text.allSatisfy(\.isASCII), (3...4).contains(text.count) else { return nil }
            groups = [groups[0].dropLast(2), groups[0].suffix(2)]
        }
        guard (1...2).contains(groups.count), let hour = KanjiNumber.value(of: groups[0]),
            let minute = groups.count == 1 ? 0 : KanjiNumber.value(of: groups[1])
        else { return nil }
        return (hour, minute)
    }

    /// Letter-spaced, as in `1 7時1 5分`: where a sign or a word parts hour and minute, gaps part nothing.
    private static func parts(letterSpaced text: String) -> (hour: Int, minute: Int)? {
        guard text.contains(" "), text.contains(where: { $0 != " " && separators.contains($0) }) else { return nil }
        return parts(text.filter { $0 != " " })
    }

    private static func takeHalf(from rest: inout Substring) -> Half? {
        for (word, half) in [("午前", Half.morning), ("午後", .afternoon), ("am", .morning), ("pm", .afternoon)] {
            if rest.hasPrefix(word) {
                rest.removeFirst(word.count)
                return half
            }
            if rest.hasSuffix(word) {
                rest.removeLast(word.count)
                return half
            }
        }
        return nil
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
