internal import Paperwork
internal import Workflows

/// What a person changed in a template, in terms of the text that they saw.
struct TemplateEdit: Decodable, Sendable {
    struct Part: Decodable, Sendable {
        /// Which of the field's options or listed cells, from 0; nil where it has one rectangle.
        var part: Int?
        /// Left, top, width and height in millimetres.
        var zone: [Double]
    }

    struct Option: Decodable, Sendable {
        /// Nil for a new one.
        var part: Int?
        var name: String
        var zone: [Double]?
    }

    struct Change: Decodable, Sendable {
        /// From 0, as the fields stand in the text.
        var field: Int
        /// By key; null takes the key away.
        var values: [String: String?]?
        var zones: [Part]?
        /// Options with another name, and new ones.
        var options: [Option]?
        var removedOptions: [Int]?
        /// Of a table, all of them; by key.
        var columns: [[String: [String]]]?
        /// In which the field is found, all of them; words by key.
        var ways: [[String: [String]]]?
    }

    struct Added: Decodable, Sendable {
        var values: [String: String]
        var zone: [Double]?
        var options: [Option]?
        var ways: [[String: [String]]]?
    }

    /// Of the text that it was made on.
    var sha256: String
    var changes: [Change]
    var removed: [Int]
    var added: [Added]

    /// The text with all of it.
    ///
    /// - throws: `Refusal` where a rectangle or a key is none; `Trouble` where the text can't be changed so.
    func apply(to text: String) throws -> TemplateText {
        var text = try TemplateText(text)
        for change in changes {
            for (key, value) in (change.values ?? [:]).sorted(by: { $0.key < $1.key }) {
                try text.set(Self.key(key), ofField: change.field, to: value)
            }
            for part in change.zones ?? [] {
                try text.place(Self.zone(part.zone), part: part.part, ofField: change.field)
            }
            for option in change.options ?? [] {
                if let part = option.part {
                    try text.renameOption(part, ofField: change.field, to: option.name)
                } else {
                    try text.addOption(option.name, at: Self.zone(option.zone ?? []), toField: change.field)
                }
            }
            for (key, mappings) in [("columns", change.columns), ("find", change.ways)] {
                guard let mappings else { continue }
                try text.set(key, ofField: change.field, to: Self.mappings(mappings))
            }
            for part in (change.removedOptions ?? []).sorted(by: >) {
                try text.removeOption(part, ofField: change.field)
            }
        }
        for added in added {
            let values = try Dictionary(uniqueKeysWithValues: added.values.map { (try Self.key($0.key), $0.value) })
            try text.add(
                .init(
                    values: values, zone: added.zone.map(Self.zone),
                    options: (added.options ?? []).map { ($0.name, try Self.zone($0.zone ?? [])) },
                    ways: Self.mappings(added.ways ?? [])))
        }
        // The added ones stand behind all others: these keep their numbers.
        for field in Set(removed).sorted(by: >) { try text.remove(field: field) }
        return text
    }

    private static func key(_ key: String) throws(Refusal) -> String {
        guard TemplateText.simpleKeys.contains(key) else {
            throw .malformed(Wording(ja: "「\(key)」は変えられません。", en: "'\(key)' can't be changed here"))
        }
        return key
    }

    /// Without words that say nothing.
    private static func mappings(_ given: [[String: [String]]]) throws(Refusal) -> [TemplateText.Mapping] {
        let mappings = given.map { entries in
            TemplateText.Mapping(
                entries.mapValues { $0.map(\.oneLine).filter { !$0.isEmpty } }.filter { !$0.value.isEmpty })
        }.filter { !$0.entries.isEmpty }
        guard !mappings.isEmpty || given.isEmpty else {
            throw .malformed(
                Wording(ja: "列または探し方を1つは書いてください。", en: "give at least one column, or one way to find it"))
        }
        return mappings
    }

    private static func zone(_ numbers: [Double]) throws(Refusal) -> Zone {
        guard numbers.count == 4, numbers.allSatisfy({ abs($0) < 10_000 }) else {
            throw .malformed(
                Wording(ja: "場所は左・上・幅・高さの4つの数です。", en: "a place is left, top, width and height"))
        }
        return Zone(left: numbers[0], top: numbers[1], width: numbers[2], height: numbers[3])
    }
}
