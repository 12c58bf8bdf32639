extension JapaneseDate {
    /// Reads a date as records hold it; nil for what is no date.
    ///
    /// Beyond what people write (``init(_:era:)``) it takes a time of day behind the date, as in 1960-05-03 00:00:00,
    /// 1960/5/3 0:00, 1960-05-03T00:00:00 and 19600503000000: the day counts. A time that says how far it is from UTC,
    /// as in 1960-05-02T15:00:00Z, counts in Japan's time. A year that is counted on beyond the era's last day is the
    /// day that it comes to: 平成31年5月1日 is 令和元年5月1日.
    package init?(recorded text: String) {
        if let day = Self.plainISO(text) {
            self = day
            return
        }
        let narrow = Width.narrow(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard let parts = Self.parted(narrow) else { return nil }
        let day: JapaneseDate
        do throws(Fault) {
            day = try JapaneseDate(parts.date)
        } catch .afterEra(_, _, let means) {
            day = means
        } catch {
            return nil
        }
        guard let time = parts.time else {
            self = day
            return
        }
        guard let shift = Self.dayShift(of: time) else { return nil }
        self = shift < 0 ? day.dayBefore : shift > 0 ? day.dayAfter : day
    }

    /// Of `2026-04-01`, the notation that registers mostly have.
    private static func plainISO(_ text: String) -> JapaneseDate? {
        let bytes = text.utf8
        guard bytes.count == 10 else { return nil }
        var numbers = [0, 0, 0]
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard (0x30...0x39).contains(byte) else { return nil }
                let part = index < 4 ? 0 : index < 7 ? 1 : 2
                numbers[part] = numbers[part] * 10 + Int(byte - 0x30)
            }
        }
        guard numbers[0] >= firstGregorianYear else { return nil }
        return try? JapaneseDate(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    /// The date, and the time behind it; nil where there is a time and no date.
    private static func parted(_ text: String) -> (date: String, time: Substring?)? {
        guard let colon = text.firstIndex(of: ":") else { return partedRun(text) }
        let hour = text[..<colon].suffix(where: { $0.isASCII && $0.isNumber })
        guard (1...2).contains(hour.count), hour.startIndex > text.startIndex else { return nil }
        let before = text.index(before: hour.startIndex)
        guard text[before] == " " || text[before] == "T" || text[before] == "t" else { return nil }
        return (String(text[..<before]), text[hour.startIndex...])
    }

    /// Of 19600503000000 and 19600503T000000.
    private static func partedRun(_ text: String) -> (date: String, time: Substring?) {
        let digits = text.count == 15 && text.dropFirst(8).first == "T" ? text.prefix(8) + text.suffix(6) : text[...]
        guard digits.count == 14, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return (text, nil) }
        let time = digits.suffix(6)
        return (
            String(digits.prefix(8)),
            Substring("\(time.prefix(2)):\(time.dropFirst(2).prefix(2)):\(time.suffix(2))")
        )
    }

    /// By how many days the day in Japan differs from the one written; nil where it is no time of day.
    private static func dayShift(of time: Substring) -> Int? {
        let zoneStart = time.firstIndex { "Zz+-".contains($0) } ?? time.endIndex
        let clock = time[..<zoneStart].split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(clock.count), let hour = number(clock[0], 1...2, in: 0...23),
            let minute = number(clock[1], 2...2, in: 0...59)
        else { return nil }
        if clock.count == 3 {
            let seconds = clock[2].split(separator: ".", omittingEmptySubsequences: false)
            guard seconds.count <= 2, number(seconds[0], 2...2, in: 0...60) != nil,
                seconds.dropFirst().allSatisfy({ number($0, 1...9, in: 0...999_999_999) != nil })
            else { return nil }
        }
        guard zoneStart < time.endIndex else { return 0 }
        guard let offset = offset(time[zoneStart...]) else { return nil }
        let inJapan = hour * 60 + minute - offset + minutesAheadOfUTC
        return inJapan < 0 ? -1 : inJapan >= 24 * 60 ? 1 : 0
    }

    /// Japan Standard Time (明治28年勅令第167号).
    private static let minutesAheadOfUTC = 9 * 60

    /// Minutes ahead of UTC that `Z`, `+09:00`, `+0900` or `+09` say.
    private static func offset(_ zone: Substring) -> Int? {
        if zone == "Z" || zone == "z" { return 0 }
        let digits = zone.dropFirst().filter { $0 != ":" }
        guard digits.count == 2 || digits.count == 4, let hours = number(digits.prefix(2), 2...2, in: 0...14),
            let minutes = digits.count == 2 ? 0 : number(digits.suffix(2), 2...2, in: 0...59)
        else { return nil }
        return (zone.first == "-" ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func number(
        _ digits: some StringProtocol, _ length: ClosedRange<Int>, in range: ClosedRange<Int>
    ) -> Int? {
        guard length.contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(digits).flatMap { range.contains($0) ? $0 : nil }
    }
}

extension Substring {
    /// The longest end whose characters all satisfy `isPart`.
    fileprivate func suffix(where isPart: (Character) -> Bool) -> Substring {
        guard let last = lastIndex(where: { !isPart($0) }) else { return self }
        return self[index(after: last)...]
    }
}
