/// What kind of value a type's normal form is.
package enum ValueShape: Sendable, Hashable {
    case text
    /// Yen: always a whole number.
    case wholeNumber
    /// A whole number, or text where it has a decimal point.
    case number
    /// There or not.
    case flag
    /// The marked options.
    case list
    /// The filled rows.
    case rows
}
