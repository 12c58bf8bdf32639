import Paperwork

/// The columns of a register that are kept, by both their names.
struct RegisterHeading: Sendable, Codable {
    /// By their names in job files.
    private(set) var names: [String] = []
    /// By their names in the source, one per name.
    private(set) var sourceNames: [String] = []
    /// Where they stand among the source's columns, one per name. One of the source's may have two names.
    private(set) var positions: [Int] = []
    /// The one that identifies a record.
    let key: Int

    /// - Parameter sourceColumns: all of the source's, in its order; those with an empty name are left out.
    /// - Throws: `Trouble`: the source lacks a declared column or the key column, or a name stands twice.
    init(of definition: RegisterDefinition, sourceColumns: [String]) throws(Trouble) {
        let named = sourceColumns.filter { !$0.isEmpty }
        for (_, source) in definition.columns.sorted(by: { $0.key < $1.key }) where !named.contains(source) {
            throw .registerLacks(column: source, isKey: false, among: named, definition)
        }
        let own = Dictionary(grouping: definition.columns, by: \.value).mapValues { $0.map(\.key).sorted() }
        for (position, source) in sourceColumns.enumerated() where !source.isEmpty {
            for name in own[source] ?? [source] {
                guard !names.contains(name) else { throw .registerRepeatsColumn(name, definition) }
                names.append(name)
                sourceNames.append(source)
                positions.append(position)
            }
        }
        let keys = [definition.key] + (own[definition.key] ?? [])
        guard let key = keys.lazy.compactMap({ [names] in names.firstIndex(of: $0) }).first else {
            throw .registerLacks(column: definition.key, isKey: true, among: names, definition)
        }
        self.key = key
    }
}
