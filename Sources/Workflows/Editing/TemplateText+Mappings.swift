package import Paperwork

extension TemplateText {
    /// One of the mappings that stand under a field's key: a column of a table, or a way in which a field is found.
    package struct Mapping: Sendable, Hashable {
        /// Words by key; one where the text has a word and not a list of them.
        package var entries: [String: [String]]

        package init(_ entries: [String: [String]]) { self.entries = entries }
    }

    /// In which order the keys of a mapping are written.
    private static let mappingOrder = [
        "columns": ["name", "type", "width", "era"],
        "find": ["right-of", "below", "near", "between", "heading", "pattern", "take", "line", "except"],
    ]

    /// The mappings under `columns` or `find` of a field; none where it has no such key, nil where one of them holds more
    /// than words and lists of words, which can't be changed from here.
    package func mappings(_ key: String, ofField field: Int) -> [Mapping]? {
        guard let node = try? yaml.node(at: Self.path(field) + [.key(key)]) else { return [] }
        let nodes = node.items ?? [node]
        let mappings = nodes.compactMap { node -> Mapping? in
            guard let entries = node.entries else { return nil }
            var words: [String: [String]] = [:]
            for entry in entries {
                guard let key = entry.key.text else { return nil }
                if let text = entry.value.text {
                    words[key] = [text]
                } else if let items = entry.value.items, items.allSatisfy({ $0.text != nil }) {
                    words[key] = items.compactMap(\.text)
                } else {
                    return nil
                }
            }
            return Mapping(words)
        }
        return mappings.count == nodes.count ? mappings : nil
    }

    /// Gives a field's `columns` or `find` these mappings; those that stay as they are keep their writing.
    ///
    /// - throws: `Trouble` of kind `definition`, as all changes do.
    package mutating func set(_ key: String, ofField field: Int, to mappings: [Mapping]) throws(Trouble) {
        let path = Self.path(field) + [.key(key)]
        let known = self.mappings(key, ofField: field)
        try change { yaml throws(YAMLText.Stuck) in
            let node = try yaml.node(at: path)
            guard let known else { throw YAMLText.Stuck(line: node.line) }
            guard node.items != nil, known.count == mappings.count else {
                return try yaml.replaceValue(at: path, with: Self.written(mappings, under: key))
            }
            for (index, mapping) in mappings.enumerated() where known[index] != mapping {
                try yaml.replaceValue(at: path + [.item(index)], with: Self.written(mapping, under: key))
            }
        }
    }

    static func written(_ mappings: [Mapping], under key: String) -> YAMLText.Written {
        mappings.count == 1 && key == "find"
            ? written(mappings[0], under: key) : .init(items: mappings.map { written($0, under: key) })
    }

    private static func written(_ mapping: Mapping, under key: String) -> YAMLText.Written {
        let order = mappingOrder[key] ?? []
        let keys =
            order.filter { mapping.entries[$0] != nil } + mapping.entries.keys.filter { !order.contains($0) }.sorted()
        return .init(
            entries: keys.map { key in
                let words = (mapping.entries[key] ?? []).map { YAMLText.Written(text: $0) }
                return (key, words.count == 1 ? words[0] : .init(items: words))
            })
    }
}
