internal import Foundation

/// The ways in which numbers, amounts, telephone numbers and dates are written, as one automaton: a state for each
/// beginning of such a text, and a last one for what is written in none of these ways.
struct NumberFormats: Sendable {
    /// What a character is for the formats: all digits but 0 are alike.
    typealias Kind = Int

    /// Whatever it is, it is as likely.
    static let any = NumberFormats([], costOfNone: 0)

    /// The formats of a field of a type, by the type's name. The costs were chosen on lines and forms that no measurement
    /// uses: more makes texts in no format unreadable, of which there are fewer where the type is known.
    static func known(inFieldsOfType type: String) -> NumberFormats {
        switch type {
        case "phone": phones
        case "date", "era-date": dates
        default: all
        }
    }

    private static let all = NumberFormats(
        [
            "d{1,20}", "-?d{1,9}.d{1,4}", "y?d{1,12}円?", "¥d{1,12}-",
            "y?d{1,3},dddz?", "y?d{1,3},ddd,dddz?", "y?d{1,3},ddd,ddd,dddz?", "y?d{1,3},ddd,ddd,ddd,dddz?",
            // Bank accounts, blocks and houses, fractions.
            "d{4}-d{3}-d{6,8}", "d{1,4}-d{1,4}", "d{1,3}-d{1,3}-d{1,4}", "d{1,2}/d{1,2}",
            // Telephone numbers.
            "d{2,5}-d{1,4}-d{4}", "(d{2,5})d{1,4}-d{4}", "d{2,5}(d{1,4})d{4}", "d{2,4}-d{4}",
        ] + datePatterns, costOfNone: 4)
    /// As the numbering plan of Japan (電気通信番号計画) has them: 10 digits, of which an area code has 2 to 5; 11 of mobile
    /// and toll-free ones, whose third digit is 0; all begin with 0.
    private static let phones = NumberFormats(
        ["0d{9}", "0d0d{8}", "0d0-dddd-dddd", "0d0(dddd)dddd", "0d00-ddd-dddd", "0ddd-ddd-ddd", "d{2,4}-d{4}"]
            + [(1, 4), (2, 3), (3, 2), (4, 1)].flatMap { area, exchange in
                [
                    "0d{\(area)}-d{\(exchange)}-d{4}", "(0d{\(area)})d{\(exchange)}-d{4}",
                    "0d{\(area)}(d{\(exchange)})d{4}",
                ]
            }, costOfNone: costOfNoneOfItsType)
    private static let dates = NumberFormats(["d{3,8}"] + datePatterns, costOfNone: costOfNoneOfItsType)
    private static let costOfNoneOfItsType = 8.0

    private static let datePatterns = [
        "d{1,2}sd{1,2}sd{1,2}", "d{4}sd{1,2}", "d{4}sd{1,2}sd{1,2}", "ed{1,2}sd{1,2}sd{1,2}",
        "ed{1,2}年d{1,2}月d{1,2}日", "d{1,4}年d{1,2}月d{1,2}日", "wwd{1,2}年d{1,2}月d{1,2}日", "ww元年d{1,2}月d{1,2}日",
        "d{1,4}年d{1,2}月", "d{1,2}月d{1,2}日", "d{1,4}年",
    ]

    /// For each state and each kind the state that follows.
    private var following: [Int] = []
    private var isWhole: [Bool] = []
    /// Nats.
    private let costOfNone: Double

    let start = 0
    var stateCount: Int { isWhole.count }
    private var none: Int { isWhole.count - 1 }

    /// - Parameters:
    ///   - patterns: texts where d is a digit, s parts a date, e begins a year, w is half of an era's name, y stands before
    ///     and z behind an amount; `?` and `{least,most}` tell how often the character before stands there.
    ///   - costOfNone: nats that it costs to be none of them.
    init(_ patterns: [String], costOfNone: Double) {
        self.costOfNone = costOfNone
        let patterns = patterns.map(NumberPattern.init)
        var states = patterns.isEmpty ? [] : [Set(patterns.indices.map { NumberPattern.Place(pattern: $0, parts: 0) })]
        var known = Dictionary(uniqueKeysWithValues: states.map { ($0, 0) })
        var moves: [[Int?]] = []
        while moves.count < states.count {
            let state = states[moves.count]
            moves.append(
                (0..<NumberPattern.kindCount).map { kind in
                    let next = Set(state.flatMap { patterns[$0.pattern].places(after: $0, reading: kind) })
                    guard !next.isEmpty else { return nil }
                    if let index = known[next] { return index }
                    known[next] = states.count
                    states.append(next)
                    return states.count - 1
                })
        }
        isWhole = states.map { $0.contains { patterns[$0.pattern].isWhole(at: $0) } } + [false]
        following = moves.joined().map { $0 ?? states.count } + (0..<NumberPattern.kindCount).map { _ in states.count }
    }

    /// Nil for no character.
    static func kind(of text: String) -> Kind? { text.first.map(NumberPattern.kind) }

    func state(after state: Int, _ kind: Kind?) -> Int {
        kind.map { following[state * NumberPattern.kindCount + $0] } ?? state
    }

    /// What a text costs for which a kind leads from one state to the next, in nats.
    func cost(from state: Int, to next: Int) -> Double { next == none && state != none ? costOfNone : 0 }

    /// What a text costs that ends in a state, in nats.
    func cost(ofEndingIn state: Int) -> Double { isWhole[state] || state == none ? 0 : costOfNone }
}

/// One way to write a number: what stands there, one after the other.
private struct NumberPattern {
    /// How much of a pattern was read.
    struct Place: Hashable {
        var pattern: Int
        var parts: Int
    }

    private struct Part {
        var kinds: Set<Int>
        var isOptional = false
    }

    private var parts: [Part] = []

    private static let characters = Array("0,.-/+¥円▲△()年月日元明治大正昭和平成令MTSHR")
    private static let groups: [Character: String] = [
        "s": "-/.", "e": "MTSHR", "w": "明治大正昭和平成令", "y": "¥-▲△", "z": "-円",
    ]
    private static let kinds = Dictionary(uniqueKeysWithValues: zip(characters, 1...))
    /// The digits but 0 are kind 0, and whatever no pattern names comes last.
    static let kindCount = characters.count + 2

    static func kind(of character: Character) -> Int {
        "1"..."9" ~= character ? 0 : kinds[character] ?? kindCount - 1
    }

    init(_ text: String) {
        var rest = Substring(text)
        while let character = rest.popFirst() {
            switch character {
            case "?": parts[parts.count - 1].isOptional = true
            case "{":
                let limits = rest.prefix { $0 != "}" }.split(separator: ",").compactMap { Int($0) }
                rest = rest.drop { $0 != "}" }.dropFirst()
                let (least, most) = (limits[0], limits[limits.count - 1])
                let part = parts.removeLast()
                parts += (0..<most).map { Part(kinds: part.kinds, isOptional: $0 >= least) }
            case "d": parts.append(Part(kinds: [0, Self.kind(of: "0")]))
            default: parts.append(Part(kinds: Set((Self.groups[character] ?? String(character)).map(Self.kind))))
            }
        }
    }

    func places(after place: Place, reading kind: Int) -> [Place] {
        reachable(from: place).filter { parts[$0].kinds.contains(kind) }
            .map { Place(pattern: place.pattern, parts: $0 + 1) }
    }

    func isWhole(at place: Place) -> Bool { parts[place.parts...].allSatisfy(\.isOptional) }

    /// The parts that may come next.
    private func reachable(from place: Place) -> [Int] {
        let optional = parts[place.parts...].prefix(while: \.isOptional).count
        return Array((place.parts...place.parts + optional).prefix { $0 < parts.count })
    }
}

/// Values for the few states that can be reached, in the order in which they were.
struct StateMap<Value> {
    private(set) var entries: [(state: Int, value: Value)] = []

    subscript(state: Int) -> Value? { entries.first { $0.state == state }?.value }

    subscript(state: Int, default new: Value) -> Value {
        get { self[state] ?? new }
        set {
            if let index = entries.firstIndex(where: { $0.state == state }) {
                entries[index].value = newValue
            } else {
                entries.append((state, newValue))
            }
        }
    }
}
