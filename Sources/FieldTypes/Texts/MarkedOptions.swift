import Paperwork

/// The options that a reading of marks names.
enum MarkedOptions {
    /// The options of a choice, circled field or mark grid, in the template's order; empty for other places.
    static func names(in definition: FieldDefinition) -> [String] {
        if case .options(let options) = definition.place { options.map(\.name) } else { [] }
    }

    /// The options in `text`, in the template's order: joined with `;`, or one after the other as a lattice with a
    /// position per option has them. Nil where the text is not made of such options.
    static func marked(in text: String, of options: [String]) -> [String]? {
        let parts = text.split(separator: ";").map(String.init)
        if parts.allSatisfy(options.contains) { return options.filter(parts.contains) }
        return sequence(text[...], of: options[...])
    }

    private static func sequence(_ text: Substring, of options: ArraySlice<String>) -> [String]? {
        if text.isEmpty { return [] }
        for (index, option) in zip(options.indices, options) where !option.isEmpty && text.hasPrefix(option) {
            if let rest = sequence(text.dropFirst(option.count), of: options[(index + 1)...]) { return [option] + rest }
        }
        return nil
    }
}
