package import Paperwork

/// What is wrong with a rule, and where.
package struct RuleMistake: Sendable, Hashable, Error {
    package enum Kind: Sendable, Hashable {
        case syntax
        case notAnExpression
        /// A column, table or function that is not there, by the name that the rule gives.
        case unknownName(String)
        /// A function or statement that rules may not use.
        case forbidden
        /// No document can ever fulfil it.
        case neverHolds
        /// Every document fulfils it: it checks nothing.
        case alwaysHolds
        /// It comes to NULL whatever the values.
        case neverWorkedOut
        /// It may come to NULL where this field, which may be empty, is.
        case unknownWhenEmpty(String)

        /// Whether a rule with it can be used all the same.
        package var isWarning: Bool {
            switch self {
            case .neverWorkedOut, .unknownWhenEmpty: true
            case .syntax, .notAnExpression, .unknownName, .forbidden, .neverHolds, .alwaysHolds: false
            }
        }
    }

    package var kind: Kind
    package var message: Wording
    /// Where in the expression, in Unicode scalars from 0; nil where it is the whole.
    package var offset: Int?

    package init(_ kind: Kind, _ message: Wording, offset: Int? = nil) {
        self.kind = kind
        self.message = message
        self.offset = offset
    }
}
