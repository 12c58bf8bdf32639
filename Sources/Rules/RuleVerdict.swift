/// What a rule says of a document.
package enum RuleVerdict: Sendable, Hashable {
    case holds
    /// It is false, or can't be worked out for these values: what can't be checked is not passed.
    case fails
    /// NULL: something that it speaks of is empty.
    case unknown
}
