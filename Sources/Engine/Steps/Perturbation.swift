internal import Paperwork

/// Wrong values as misreading makes them: one digit or letter of the right value is another one.
///
/// A fixed sequence per value, so that a decision can be repeated.
struct Perturbation {
    private var random: SeededRandom

    init(of text: String) {
        // FNV-1a (Fowler, Noll and Vo).
        random = SeededRandom(seed: text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
    }

    /// `value` with one character changed; nil where it has none that could be misread.
    mutating func next(_ value: FieldValue) -> FieldValue? {
        switch value {
        case .integer(let number):
            return changed(String(number)).flatMap { Int($0) }.map { .integer($0) }
        case .text(let text):
            return changed(text).map { .text($0) }
        case .flag(let flag):
            return .flag(!flag)
        case .none, .list, .rows:
            return nil
        }
    }

    /// A whole number of one to seven digits, each as often, for a field that was taken to be empty.
    mutating func amount() -> Int {
        let least = (0..<random.below(7)).reduce(1) { power, _ in power * 10 }
        return least + random.below(9 * least)
    }

    private mutating func changed(_ text: String) -> String? {
        var characters = Array(text)
        let places = characters.indices.filter { characters[$0].isNumber || characters[$0].isLetter }
        guard !places.isEmpty else { return nil }
        let place = places[random.below(places.count)]
        characters[place] = characters[place].isNumber ? otherDigit(than: characters[place]) : "〇"
        return String(characters)
    }

    private mutating func otherDigit(than digit: Character) -> Character {
        let value = digit.wholeNumberValue ?? 0
        return Character(String((value + 1 + random.below(9)) % 10))
    }
}
