/// How rules see a field's value as a column.
package enum RuleColumn: Sendable, Hashable {
    case text
    case wholeNumber
    /// A number that may have a decimal point.
    case number
}
