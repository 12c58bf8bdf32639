/// How a zone is looked at.
package enum FieldMedium: Sendable, Hashable {
    /// Characters: a recogniser reads them.
    case writing
    /// Ink where the blank has none: checkbox, seal, signature.
    case presence
    /// One of several options is marked or circled.
    case oneOption
    /// Any number of options are marked.
    case severalOptions
    case barcode
    case table
}
