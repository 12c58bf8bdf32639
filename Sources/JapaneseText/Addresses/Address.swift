/// A Japanese postal address, brought to one notation and split.
package struct Address: Sendable, Hashable {
    /// As in 鹿児島県; empty where it is not written.
    package var prefecture = ""
    /// City with its ward, ward of Tokyo, or district with its town or village: 堺市堺区, 千代田区, 熊毛郡屋久島町; empty where it is
    /// not written or can't be told.
    package var municipality = ""
    /// Town and section without 丁目: 山下町, 大字新曽, 北1条西.
    package var town = ""
    /// 丁目, where it is written as such.
    package var chome: Int?
    /// 丁目, 番 (or 地番) and 号, as in `1-2-3`; empty where there are none.
    package var numbers = ""
    /// As in ABCハイツ101号室; empty where there is none.
    package var building = ""

    /// Splits an address in any usual notation. It never fails: what can't be told stays in `town`.
    package init(_ text: String) {
        let notation = AddressNotation(text)
        var rest = notation.text[...]
        chome = notation.chome
        prefecture = Municipalities.takePrefecture(from: &rest)
        municipality = Municipalities.takeMunicipality(from: &rest, in: prefecture)
        town = Self.take(from: &rest, upTo: Self.startOfNumbers(in: rest))
        numbers = Self.take(from: &rest, upTo: Self.endOfNumbers(in: rest))
        building = String(rest.drop { $0 == "-" })
    }

    /// The normal form: widths folded, blanks removed, 1丁目2番3号 and 一丁目二番地三 and 1ー2ー3 as 1-2-3. Where a blank parted
    /// two digits, a hyphen does.
    package static func normalized(_ text: String) -> String { String(AddressNotation(text).text) }

    /// The flat's number at the building's end, as in 101; nil where there is none.
    package var room: String? {
        var trimmed = building[...]
        for suffix in ["号室", "室", "号"] where trimmed.hasSuffix(suffix) { trimmed.removeLast(suffix.count) }
        let tail = trimmed.unicodeScalars.reversed().prefix {
            $0.isDigit || $0 == "-" || $0.isASCII && $0.properties.isAlphabetic
        }
        let number = tail.reversed().drop { $0 == "-" }
        return number.contains(where: \.isDigit) ? String(number) : nil
    }

    /// 丁目 in Japanese numerals behind the town, as in 山下町一丁目; the town where no 丁目 is written.
    package var townWithChome: String {
        chome.map { "\(town)\(KanjiNumber.text($0))丁目" } ?? town
    }

    private static func take(from rest: inout ScalarText, upTo end: Int) -> String {
        defer { rest = rest[end...] }
        return String(rest[..<end])
    }

    /// The first digit that is not a part of a town's name, as those of 北1条 and 1番町 are.
    private static func startOfNumbers(in text: ScalarText) -> Int {
        var index = text.startIndex
        while let digit = text[index...].firstIndex(where: \.isDigit) {
            let end = text[digit...].firstIndex { !$0.isDigit } ?? text.endIndex
            if AddressNotation.endsOfTowns.length(in: text[end...]) == nil { return digit }
            index = end
        }
        return text.endIndex
    }

    /// The last of the numbers belongs to the building where a storey or a room follows: 10-15-2階.
    private static func endOfNumbers(in text: ScalarText) -> Int {
        var end = text.firstIndex { !$0.isDigit && $0 != "-" } ?? text.endIndex
        if AddressNotation.storeysAndRooms.length(in: text[end...]) != nil {
            end = text[..<end].lastIndex(of: "-") ?? end
        }
        while end > text.startIndex, text[end - 1] == "-" { end -= 1 }
        return end
    }
}
