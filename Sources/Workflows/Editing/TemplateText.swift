package import Paperwork

/// The text of a template file while its fields are changed: comments, order and all that is not named stay as they are.
///
/// Fields are counted from 0, as they stand in the text. Whether the template is right is for `TemplateReader` to say.
package struct TemplateText {
    /// The keys of a field whose values are a word, a flag or a number, in the order in which a field is written.
    package static let simpleKeys = [
        "name", "label", "cells", "rows", "page", "type", "era", "letters", "writing", "lines", "optional", "sensitive",
    ]
    static let order = [
        "name", "label", "zone", "cells", "options", "rows", "columns", "find", "page", "type", "era", "letters",
        "writing", "lines", "optional", "sensitive",
    ]

    var yaml: YAMLText

    /// - throws: `Trouble` of kind `definition` where it is no YAML.
    package init(_ text: String) throws(Trouble) {
        do { yaml = try YAMLText(text) } catch { throw Self.trouble(error) }
    }

    package var text: String { yaml.text }

    /// The keys that a field has; none where there is no such field.
    package func keys(ofField field: Int) -> Set<String> {
        let entries = (try? yaml.node(at: Self.path(field)))?.entries ?? []
        return Set(entries.compactMap(\.key.text))
    }

    /// What a field's key says; nil where it has no such key, or more than a word.
    package func value(of key: String, ofField field: Int) -> String? {
        (try? yaml.node(at: Self.path(field) + [.key(key)]))?.text
    }

    /// Which field a line, from 1, belongs to; nil where that is none.
    package func field(atLine line: Int) -> Int? {
        let fields = (try? yaml.node(at: [.key("fields")]))?.items ?? []
        return fields.lastIndex { $0.line <= line }
    }

    /// Gives one of a field's simple keys a value; nil takes the key away.
    ///
    /// - throws: `Trouble` of kind `definition` where the text is written in a way that this can't change; it is then as
    ///   it was. So do all changes.
    package mutating func set(_ key: String, ofField field: Int, to value: String?) throws(Trouble) {
        let path = Self.path(field)
        try change { yaml throws(YAMLText.Stuck) in
            let isThere = try yaml.node(at: path).entries?.contains { $0.key.text == key } == true
            if let value {
                if isThere {
                    try yaml.replaceText(at: path + [.key(key)], with: value)
                } else {
                    try yaml.add(key, .init(text: value), behind: Self.before(key), at: path)
                }
            } else if isThere {
                try yaml.remove(key, at: path)
            }
        }
    }

    /// Moves and sizes one of a field's rectangles; numbers that stay as they are keep their writing.
    ///
    /// - Parameter part: which of its options or listed cells, from 0; nil where it has one rectangle.
    package mutating func place(_ zone: Zone, part: Int?, ofField field: Int) throws(Trouble) {
        let path = Self.path(field)
        try change { yaml throws(YAMLText.Stuck) in
            let rectangle = try Self.rectangle(part, at: path, in: yaml)
            let numbers = [zone.left, zone.top, zone.width, zone.height]
            guard let old = try yaml.node(at: rectangle).items, old.count == 4 else {
                throw YAMLText.Stuck(line: try yaml.node(at: rectangle).line)
            }
            for (index, number) in numbers.enumerated() {
                guard let text = old[index].text, Double(text).map({ abs($0 - number) > 0.0005 }) ?? true else {
                    continue
                }
                try yaml.replaceText(at: rectangle + [.item(index)], with: Self.number(number, like: text))
            }
        }
    }

    /// Adds an option to a field that has some.
    package mutating func addOption(_ name: String, at zone: Zone, toField field: Int) throws(Trouble) {
        try change { yaml throws(YAMLText.Stuck) in
            try yaml.add(name, Self.written(zone), at: Self.path(field) + [.key("options")])
        }
    }

    /// Gives an option another name.
    package mutating func renameOption(_ part: Int, ofField field: Int, to name: String) throws(Trouble) {
        let path = Self.path(field) + [.key("options")]
        try change { yaml throws(YAMLText.Stuck) in
            try yaml.rename(Self.option(part, at: path, in: yaml), to: name, at: path)
        }
    }

    package mutating func removeOption(_ part: Int, ofField field: Int) throws(Trouble) {
        let path = Self.path(field) + [.key("options")]
        try change { yaml throws(YAMLText.Stuck) in
            try yaml.remove(Self.option(part, at: path, in: yaml), at: path)
        }
    }

    /// A field that the text does not have yet.
    package struct NewField: Sendable {
        /// By simple key; those without a value are left out.
        package var values: [String: String]
        /// Nil where it has options.
        package var zone: Zone?
        package var options: [(name: String, zone: Zone)]
        /// The ways in which it is found; none where it has a place.
        package var ways: [Mapping]

        package init(
            values: [String: String], zone: Zone?, options: [(name: String, zone: Zone)] = [], ways: [Mapping] = []
        ) {
            self.values = values
            self.zone = zone
            self.options = options
            self.ways = ways
        }
    }

    /// Adds a field behind the others, written as the last one is.
    package mutating func add(_ field: NewField) throws(Trouble) {
        let entries = Self.order.compactMap { key -> (key: String, value: YAMLText.Written)? in
            switch key {
            case "zone": return field.zone.map { (key, Self.written($0)) }
            case "options":
                guard !field.options.isEmpty else { return nil }
                return (key, .init(entries: field.options.map { ($0.name, Self.written($0.zone)) }))
            case "find":
                return field.ways.isEmpty ? nil : (key, Self.written(field.ways, under: key))
            default:
                return field.values[key].map { (key, .init(text: $0)) }
            }
        }
        try change { yaml throws(YAMLText.Stuck) in try yaml.addItem(entries, at: [.key("fields")]) }
    }

    /// Takes a field out, with its own lines and what `tema form new` noted above them; other comments stay.
    package mutating func remove(field: Int) throws(Trouble) {
        try change { yaml throws(YAMLText.Stuck) in
            try yaml.removeItem(field, at: [.key("fields")]) { remark in
                remark.hasPrefix("要確認:") || remark.hasPrefix("check:")
            }
        }
    }

    /// Names the blank form by another path.
    package mutating func setBlank(_ path: String) throws(Trouble) {
        try change { yaml throws(YAMLText.Stuck) in try yaml.replaceText(at: [.key("blank")], with: path) }
    }

    mutating func change(_ body: (inout YAMLText) throws(YAMLText.Stuck) -> Void) throws(Trouble) {
        var changed = yaml
        do { try body(&changed) } catch { throw Self.trouble(error) }
        yaml = changed
    }

    static func path(_ field: Int) -> [YAMLText.Step] { [.key("fields"), .item(field)] }

    /// The keys that stand before a key, the nearest first.
    private static func before(_ key: String) -> [String] { order.prefix { $0 != key }.reversed() }

    private static func rectangle(
        _ part: Int?, at path: [YAMLText.Step], in yaml: YAMLText
    ) throws(YAMLText.Stuck) -> [YAMLText.Step] {
        guard let part else { return path + [.key("zone")] }
        guard try yaml.node(at: path).entries?.contains(where: { $0.key.text == "options" }) == true else {
            return path + [.key("cells"), .item(part)]
        }
        let options = path + [.key("options")]
        return options + [.key(try option(part, at: options, in: yaml))]
    }

    private static func option(
        _ part: Int, at path: [YAMLText.Step], in yaml: YAMLText
    ) throws(YAMLText.Stuck) -> String {
        let node = try yaml.node(at: path)
        guard let entries = node.entries, entries.indices.contains(part), let name = entries[part].key.text else {
            throw YAMLText.Stuck(line: node.line)
        }
        return name
    }

    private static func written(_ zone: Zone) -> YAMLText.Written {
        .init(numbers: [zone.left, zone.top, zone.width, zone.height].map(ReadableNumber.text))
    }

    /// Millimetres to three decimals, with as many as the number had that it replaces.
    private static func number(_ number: Double, like old: String) -> String {
        let text = ReadableNumber.text(number)
        func decimals(_ text: String) -> Int {
            text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
        }
        let missing = min(3, decimals(old)) - decimals(text)
        guard missing > 0 else { return text }
        return text + (text.contains(".") ? "" : ".") + String(repeating: "0", count: missing)
    }

    private static func trouble(_ stuck: YAMLText.Stuck) -> Trouble {
        Trouble(
            .definition,
            Wording(
                ja: stuck.line > 0 ? "様式ファイルの\(stuck.line)行目は、ここからは書き換えられない書き方です。" : "様式ファイルを読めません。",
                en: stuck.line > 0
                    ? "line \(stuck.line) of the template is written in a way that can't be changed from here"
                    : "the template can't be read"),
            remedy: Wording(
                ja: "ファイルをテキストエディターで直してください。", en: "change it in the file, with a text editor"))
    }
}
