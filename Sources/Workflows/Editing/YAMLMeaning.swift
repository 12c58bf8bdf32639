/// What a YAML text says, whatever it looks like: two texts of one meaning are read alike.
indirect enum YAMLMeaning: Hashable {
    case text(String)
    case nothing
    case list([YAMLMeaning])
    case entries([String: YAMLMeaning])

    init(_ node: DefinitionNode) {
        switch node.content {
        case .text(let text): self = .text(text)
        case .nothing: self = .nothing
        case .list(let items): self = .list(items.map { YAMLMeaning($0) })
        case .entries(let entries):
            self = .entries(
                Dictionary(entries.map { ($0.key.text ?? "", YAMLMeaning($0.value)) }) { first, _ in first })
        }
    }

    /// Changes what lies at a path; nothing where there is no such place.
    mutating func change(at path: ArraySlice<YAMLText.Step>, _ body: (inout YAMLMeaning) -> Void) {
        guard let step = path.first else { return body(&self) }
        switch (step, self) {
        case (.key(let key), .entries(var entries)):
            guard var value = entries[key] else { return }
            value.change(at: path.dropFirst(), body)
            entries[key] = value
            self = .entries(entries)
        case (.item(let index), .list(var items)):
            guard items.indices.contains(index) else { return }
            items[index].change(at: path.dropFirst(), body)
            self = .list(items)
        default: break
        }
    }

    /// Gives a mapping's key a value; nil takes it away.
    mutating func set(_ key: String, to value: YAMLMeaning?) {
        guard case .entries(var entries) = self else { return }
        entries[key] = value
        self = .entries(entries)
    }

    /// Changes the items of a list.
    mutating func changeItems(_ body: (inout [YAMLMeaning]) -> Void) {
        guard case .list(var items) = self else { return }
        body(&items)
        self = .list(items)
    }
}
