/// One value of a definition file, with its place: what YAML wrote there, before anything is made of it.
///
/// Scalars stay text: `012` is three characters and `yes` is a word until a reader asks for a number or a flag.
struct DefinitionNode {
    struct Entry {
        var key: DefinitionNode
        var value: DefinitionNode
    }

    enum Content {
        case text(String)
        /// Nothing after the colon, `~` or `null`.
        case nothing
        case list([DefinitionNode])
        case entries([Entry])
    }

    /// From 1.
    var line: Int
    /// From 1, counted in Unicode scalars.
    var column: Int
    var content: Content

    var text: String? {
        if case .text(let text) = content { text } else { nil }
    }

    var items: [DefinitionNode]? {
        if case .list(let items) = content { items } else { nil }
    }

    var entries: [Entry]? {
        if case .entries(let entries) = content { entries } else { nil }
    }

    var isNothing: Bool {
        if case .nothing = content { true } else { false }
    }
}
