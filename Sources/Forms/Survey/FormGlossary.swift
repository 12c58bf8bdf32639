internal import Foundation
internal import JapaneseText

/// What the words mean that Japanese forms print beside their places for writing.
struct FormGlossary: Sendable {
    /// What a label says of its field.
    struct Meaning: Hashable, Sendable {
        /// The label's words as the glossary has them.
        var words: String
        var name: String
        /// A field type's name.
        var type: String
        /// As printed, where letters were read otherwise than the glossary has them; then a guess.
        var isGuessed = false
    }

    struct OptionSet: Hashable, Sendable {
        var name: String
        /// What is asked, for people.
        var label: String
        var isOneOnly: Bool
        var words: Set<String>
    }

    private var meanings: [String: Meaning] = [:]
    private var roles: [String: String] = [:]
    private(set) var options: [OptionSet] = []
    private var units: [String: String] = [:]
    private var office: Set<String> = []
    /// Longest first.
    private let labelKeys: [String]
    private let roleKeys: [String]

    static let standard = FormGlossary(lines: bundledLines())

    /// - parameter lines: As in `form-labels.txt`.
    init(lines: [Substring]) {
        for line in lines where !line.hasPrefix("#") {
            let parts = line.split(separator: " ")
            guard parts.count >= 2 else { continue }
            let words = (parts[0] == "options" ? parts[parts.count - 1] : parts[1]).split(separator: ",").map {
                Self.folded(String($0))
            }
            switch (parts[0], parts.count) {
            case ("label", 4):
                for word in words where meanings[word] == nil {
                    meanings[word] = Meaning(words: word, name: String(parts[2]), type: String(parts[3]))
                }
            case ("role", 3): for word in words { roles[word] = String(parts[2]) }
            case ("options", 5):
                options.append(
                    OptionSet(
                        name: String(parts[1]), label: String(parts[3]), isOneOnly: parts[2] == "one", words: Set(words)
                    ))
            case ("unit", 3): for word in words { units[word] = String(parts[2]) }
            case ("office", 2): office.formUnion(words)
            default: preconditionFailure("form-labels.txt holds a line that can't be read: \(line)")
            }
        }
        let longestFirst = { (one: String, other: String) in (one.count, other) > (other.count, one) }
        labelKeys = meanings.keys.sorted(by: longestFirst)
        roleKeys = roles.keys.sorted(by: longestFirst)
    }

    private static func bundledLines() -> [Substring] {
        guard let url = Bundle.module.url(forResource: "form-labels", withExtension: "txt"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else {
            // A build without its own resources can do nothing right.
            preconditionFailure("The resource form-labels.txt is missing from this build")
        }
        return text.split(separator: "\n")
    }

    /// Widths folded, without blanks, signs and numbers of items.
    static func folded(_ text: String) -> String {
        let narrow = Width.narrow(text.precomposedStringWithCompatibilityMapping)
        let kept = narrow.filter { character in
            character.isLetter || character.isNumber || "〒・%㎡☎".contains(character)
        }
        let withoutNumber = kept.drop { "0123456789・".contains($0) }
        return (withoutNumber.isEmpty ? kept : String(withoutNumber)).uppercased()
    }

    /// What the label means; nil where it is in no way known.
    ///
    /// Words in brackets are looked at last. A label that ends with known words means them, as 本人の氏名 does; one with
    /// a letter that was misread is taken for the nearest.
    func meaning(of label: String) -> Meaning? {
        let outside = Self.folded(Self.withoutBrackets(label))
        let whole = Self.folded(label)
        return exact(outside) ?? exact(whole) ?? misread(outside) ?? ending(outside) ?? near(outside)
            ?? beginning(outside) ?? ending(whole) ?? within(outside)
    }

    private func exact(_ text: String) -> Meaning? { meanings[text] }

    private func ending(_ text: String) -> Meaning? {
        labelKeys.first { $0.count >= 2 && text.hasSuffix($0) }.flatMap { key in
            meanings[key].map { prefixed($0, by: String(text.dropLast(key.count))) }
        }
    }

    private func beginning(_ text: String) -> Meaning? {
        labelKeys.first { $0.count >= 2 && text.hasPrefix($0) }.flatMap { meanings[$0] }
    }

    private func within(_ text: String) -> Meaning? {
        labelKeys.first { $0.count >= 3 && text.contains($0) }.flatMap { meanings[$0] }
    }

    /// A label of four letters or more of which one was misread.
    private func misread(_ text: String) -> Meaning? {
        guard text.count >= 4 else { return nil }
        let nearest = labelKeys.first { $0.count == text.count && EditDistance.distance(text, $0, limit: 1) != nil }
        return nearest.flatMap { meanings[$0] }.map {
            var guess = $0
            guess.isGuessed = true
            return guess
        }
    }

    private func near(_ text: String) -> Meaning? {
        guard text.count >= 3 else { return nil }
        let limit = text.count >= 6 ? 2 : 1
        let nearest = labelKeys.compactMap { key -> (String, Int)? in
            guard key.count >= 3, abs(key.count - text.count) <= 1 else { return nil }
            return EditDistance.distance(text, key, limit: limit).map { (key, $0) }
        }.min { $0.1 < $1.1 }
        return nearest.flatMap { meanings[$0.0] }.map {
            var guess = $0
            guess.isGuessed = true
            return guess
        }
    }

    /// 保護者氏名 is the guardian's name.
    private func prefixed(_ meaning: Meaning, by words: String) -> Meaning {
        guard let role = role(of: words), !meaning.name.hasPrefix(role) else { return meaning }
        var meaning = meaning
        meaning.name = "\(role)_\(meaning.name)"
        meaning.words = words + meaning.words
        return meaning
    }

    /// Whose fields the words speak of; nil where of nobody known.
    func role(of words: String) -> String? {
        let text = Self.folded(Self.withoutBrackets(words))
        if let exact = roles[text] { return exact }
        return roleKeys.first { $0.count >= 2 && text.contains($0) }.flatMap { roles[$0] }
    }

    /// The sets that hold all of `words`.
    func optionSet(of words: [String]) -> OptionSet? {
        let folded = words.map(Self.folded)
        return options.first { set in folded.allSatisfy(set.words.contains) }
            ?? options.first { set in folded.allSatisfy { set.words.contains($0) || Self.isNear($0, set) } }
    }

    /// Three letters or more of which one is misread, too many or missing.
    private static func isNear(_ word: String, _ set: OptionSet) -> Bool {
        word.count >= 3
            && set.words.contains {
                $0.count >= 2 && EditDistance.distance(word, $0, limit: 1) != nil
            }
    }

    /// The word of the set that was meant, where a letter was misread.
    static func word(nearest word: String, in set: OptionSet) -> String {
        let folded = folded(word)
        if set.words.contains(folded) { return word }
        return set.words.filter { EditDistance.distance(folded, $0, limit: 1) != nil }.min() ?? word
    }

    func isOption(_ word: String) -> Bool {
        let folded = Self.folded(word)
        return options.contains { $0.words.contains(folded) }
    }

    /// The field type that a unit at the end of a place makes of it; nil where the words are no unit.
    func unit(_ words: String) -> String? {
        let narrow = Width.narrow(words.precomposedStringWithCompatibilityMapping).filter { !$0.isWhitespace }
        return units[words.filter { !$0.isWhitespace }] ?? units[narrow] ?? units[Self.folded(words)]
    }

    /// Whether the words head an area for those who take the form in.
    func isOffice(_ words: String) -> Bool {
        let text = Self.folded(Self.withoutBrackets(words))
        if office.contains(text) || office.contains(Self.folded(words)) { return true }
        return office.contains { $0.count >= 3 && (text.hasSuffix($0) || text.hasPrefix($0)) }
            || Self.officeParts.contains(where: text.contains)
    }

    private static let officeParts = ["課受", "係受", "市受", "町受", "村受", "所受", "使用欄", "処理欄", "記入不要", "役所記入", "役場記入"]

    static func withoutBrackets(_ text: String) -> String {
        var depth = 0
        var kept = ""
        for character in text {
            if "（(〔［[【".contains(character) { depth += 1 }
            if depth == 0 { kept.append(character) }
            if "）)〕］]】".contains(character) { depth = max(0, depth - 1) }
        }
        return kept.isEmpty ? text : kept
    }
}

extension FormGlossary {
    /// Characters; more are a sentence.
    private static let longestLabel = 30

    /// Whether the words are, letter by letter, a label that the glossary has.
    func isLabel(_ words: String) -> Bool {
        guard words.count <= Self.longestLabel, let meaning = meaning(of: words) else { return false }
        return meaning.words == Self.folded(words)
    }

    /// Whether all of the words are known: a label, options, a unit, a date's words.
    func knows(_ words: String) -> Bool {
        if isLabel(words) || unit(words) != nil || isOffice(words) || isOption(words) { return true }
        let parts = words.split { "・･·/／（）()".contains($0) }.map(String.init)
        return parts.count >= 2 && optionSet(of: parts) != nil
    }
}
