/// How values of a column are folded and compared.
enum ComparisonKind: Hashable, Sendable, CaseIterable {
    case name
    case kana
    case address
    case date
    case phone
    case postalCode
    /// Identifying numbers and codes: compared digit by digit.
    case number
    case text
    /// Few possible values: equal or not.
    case category

    init(fieldType: String) {
        self =
            switch fieldType {
            case "name": .name
            case "kana": .kana
            case "address": .address
            case "date", "era-date": .date
            case "phone": .phone
            case "postal-code": .postalCode
            case "my-number", "corporate-number", "bank-account", "barcode": .number
            case "choice", "circled", "checkbox", "mark-grid", "seal", "signature", "time", "yen": .category
            default: .text
            }
    }
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
