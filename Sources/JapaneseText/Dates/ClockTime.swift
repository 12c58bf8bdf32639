/// A time of day, to the minute, from 0:00 to 24:00.
package struct ClockTime: Sendable, Hashable, Comparable {
    /// 0 to 24.
    package let hour: Int
    /// 0 to 59.
    package let minute: Int

    /// Nil where a day has no such time.
    package init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour) && (0...59).contains(minute) || (hour, minute) == (24, 0) else { return nil }
        self.hour = hour
        self.minute = minute
    }

    /// Reads 17:15, 17時15分, 17時, 17時半, 午後5時15分, 5:15 PM, 1715; nil for anything else.
    package init?(_ text: String) {
        var rest = Substring(Width.narrow(text).filter { !$0.isWhitespace }.lowercased())
        let half = Self.takeHalf(from: &rest)
        if rest.hasSuffix("時半") { rest = rest.dropLast() + "30" }
        let groups = rest.split(whereSeparator: { ":：.時分".contains($0) })
        guard rest.allSatisfy({ ":：.時分".contains($0) || KanjiNumber.isNumeral($0) || $0.isASCII && $0.isNumber }) else {
            return nil
        }
        let isBare = groups.count == 1 && rest.allSatisfy { $0.isASCII && $0.isNumber }
        if isBare, !(3...4).contains(groups[0].count) { return nil }
        let parts = isBare ? [groups[0].dropLast(2), groups[0].suffix(2)] : groups
        guard (1...2).contains(parts.count), let hour = KanjiNumber.value(of: parts[0]),
            let minute = parts.count == 1 ? 0 : KanjiNumber.value(of: parts[1])
        else { return nil }
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
