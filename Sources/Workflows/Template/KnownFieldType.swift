/// The field types that a template may name, with what the definition files need to know of each.
package enum KnownFieldType: String, CaseIterable, Sendable {
    case text, kana, name, number, yen, date
    case eraDate = "era-date"
    case time, phone
    case postalCode = "postal-code"
    case address
    case myNumber = "my-number"
    case corporateNumber = "corporate-number"
    case bankAccount = "bank-account"
    case choice, circled, checkbox
    case markGrid = "mark-grid"
    case barcode, seal, signature, table

    /// What a field of that type must say about its place.
    enum Placing {
        /// `zone`, `cells` or `find`.
        case writing
        /// `zone`.
        case zone
        /// `options`.
        case options
        /// `zone` with `rows` and `columns`, or `find`.
        case table
    }

    var placing: Placing {
        switch self {
        case .choice, .circled, .markGrid: .options
        case .checkbox, .barcode, .seal, .signature: .zone
        case .table: .table
        default: .writing
        }
    }

    /// How many characters the type has by law; nil where it varies. (番号利用法, 法人番号 of 国税庁, 日本郵便.)
    var characterCount: Int? {
        switch self {
        case .myNumber: 12
        case .corporateNumber: 13
        case .postalCode: 7
        default: nil
        }
    }
}
