internal import FieldTypes
internal import Foundation
internal import Synchronization

/// The ways in which numbers, amounts, telephone numbers and dates are written, as one automaton: a state for each
/// beginning of such a text, and a last one for what is written in none of these ways.
struct NumberFormats: Sendable {
    /// What a character is for the formats: all digits but 0 are alike.
    typealias Kind = Int

    /// The automata that were asked for: building one takes longer than a line.
    private static let known = Mutex<[NumberNotations: NumberFormats]>([:])

    static func of(_ notations: NumberNotations) -> NumberFormats {
        known.withLock { known in
            if let formats = known[notations] { return formats }
            let formats = NumberFormats(notations)
            known[notations] = formats
            return formats
        }
    }

    /// The formats that what `request` asks for may have; nil where more than digits and signs can stand there.
    static func of(_ request: ReadingRequest) -> NumberFormats? {
        of(request.repertoire, type: FieldTypes.named(request.fieldType) ?? FieldTypes.plain)
    }

    /// The same for a field of a type.
    static func of(_ repertoire: Repertoire, type: any FieldType) -> NumberFormats? {
        repertoire.isNumeric && repertoire.contains(.signs) ? .of(type.notations) : nil
    }

    /// For each state and each kind the state that follows.
    private var following: [Int] = []
    private var isWhole: [Bool] = []
    /// Nats.
    private let costOfNone: Double

    let start = 0
    var stateCount: Int { isWhole.count }
    private var none: Int { isWhole.count - 1 }

    private init(_ notations: NumberNotations) {
        costOfNone = notations.costOfNone
        let patterns = notations.patterns.map(NumberPattern.init)
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

    private static let characters = Array("0,.-/+¥円▲△()年月日元明治大正昭和平成令MTSHR・:時分半午前後AP")
    private static let groups: [Character: String] = [
        "s": "-/.・", "t": ":.", "h": "前後", "m": "AP", "e": "MTSHR", "w": "明治大正昭和平成令", "y": "¥-▲△", "z": "-円",
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
