package import Foundation

/// A value as SQL knows it: what is bound to a `?`, and what a row gives back.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob(Data)
}

extension SQLValue {
    package static func integer(_ number: Int) -> SQLValue { .integer(Int64(number)) }

    /// 1 or 0: the store keeps truth values as integers.
    package static func flag(_ flag: Bool) -> SQLValue { .integer(flag ? 1 : 0) }

    /// Milliseconds since 1970 in UTC, rounded: how the store keeps times.
    package static func time(_ date: Date) -> SQLValue {
        .integer(Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }

    /// Null where there is none.
    package static func optional(_ text: String?) -> SQLValue { text.map(SQLValue.text) ?? .null }
    /// Null where there is none.
    package static func optional(_ number: Int?) -> SQLValue { number.map { .integer($0) } ?? .null }
    /// Null where there is none.
    package static func optional(_ data: Data?) -> SQLValue { data.map(SQLValue.blob) ?? .null }
}

/// Names as they stand in SQL text.
package enum SQLName {
    /// The name in double quotes, so that any name is one identifier, Japanese and spaces included.
    package static func quoted(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }
}
