internal import FieldTypes

extension ComparisonKind {
    /// Of values of a field type, by its name.
    init(fieldType: String) { self = (FieldTypes.named(fieldType) ?? FieldTypes.plain).comparison }
}

extension ComparisonKind {
    /// Agreements within one group speak of the same cause, so that they are no independent evidence: a name and its
    /// kana, the parts of where a household lives.
    enum Group: Hashable, Sendable {
        case name
        case household
        case own(ComparisonKind)
    }

    var group: Group {
        switch self {
        case .name, .kana: .name
        case .address, .phone, .postalCode: .household
        case .date, .number, .text, .category: .own(self)
        }
    }

    /// The chance that two unrelated people share a value that the register's own frequencies know nothing of.
    var commonChance: Double {
        switch self {
        case .name, .kana, .address, .text: 1e-4
        case .date: 1.0 / 25_000
        case .phone: 1e-5
        case .postalCode: 1e-3
        case .number: 1e-9
        case .category: 0.2
        }
    }

    /// The chance that a document states another value than the record of the same person has (a new family name, a
    /// house moved, an old phone number) or that the reading is beyond recognition.
    var chanceOfChange: Double {
        switch self {
        case .name, .kana: 0.01
        case .address: 0.05
        case .date, .number: 0.005
        case .phone: 0.3
        case .postalCode: 0.1
        case .text, .category: 0.05
        }
    }

    /// Whether records are looked up by pairs of neighbouring characters; else by whole values and their near misses.
    var isFreeText: Bool {
        switch self {
        case .name, .kana, .address, .text: true
        case .date, .phone, .postalCode, .number, .category: false
        }
    }
}
