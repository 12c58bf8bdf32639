/// Why an expression is refused, or can't be worked out.
package struct ExpressionMistake: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// SQLite can't parse it; its own words.
        case syntax(String)
        /// It is not one expression: a statement, several values, or text that leaves the brackets around it.
        case notAnExpression
        case unknownColumn(String)
        /// A table that is not one of the sandbox's.
        case unknownTable(String)
        case unknownFunction(String)
        /// A function that exists but is not allowed, by its name.
        case forbiddenFunction(String)
        /// Something that is not reading values: a PRAGMA, a recursive query, a change.
        case forbidden
        /// Too long, too deep, or with too many parts.
        case tooLarge
        /// It can't be worked out: too many steps, a value too long, an overflow.
        case failed(String)
    }

    package var kind: Kind
    /// Where in the expression, in Unicode scalars from 0; nil where SQLite does not tell.
    package var offset: Int?

    package init(_ kind: Kind, offset: Int? = nil) {
        self.kind = kind
        self.offset = offset
    }
}
