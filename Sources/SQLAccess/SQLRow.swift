package import Foundation
package import Paperwork

/// One row of a query's result.
package struct SQLRow: Hashable, Sendable {
    /// As the query names them, in its order.
    package let columns: [String]
    /// One per column.
    package let values: [SQLValue]

    package init(columns: [String], values: [SQLValue]) {
        precondition(columns.count == values.count, "A row has one value per column")
        self.columns = columns
        self.values = values
    }

    /// Nil where the row has no such column.
    package subscript(column: String) -> SQLValue? {
        columns.firstIndex(of: column).map { values[$0] }
    }
}

/// Typed access. Each throws `Trouble` of kind `store` where the row has no such column, or where its value is of
/// another type; the optional forms give nil for NULL, the others throw.
extension SQLRow {
    package func text(_ column: String) throws(Trouble) -> String {
        try present(optionalText(column), column)
    }

    package func optionalText(_ column: String) throws(Trouble) -> String? {
        switch try value(column) {
        case .null: nil
        case .text(let text): text
        default: throw mismatch(column, "text")
        }
    }

    package func integer(_ column: String) throws(Trouble) -> Int {
        try present(optionalInteger(column), column)
    }

    package func optionalInteger(_ column: String) throws(Trouble) -> Int? {
        switch try value(column) {
        case .null: nil
        case .integer(let number): Int(number)
        default: throw mismatch(column, "an integer")
        }
    }

    /// A whole number counts as a real one.
    package func real(_ column: String) throws(Trouble) -> Double {
        try present(optionalReal(column), column)
    }

    package func optionalReal(_ column: String) throws(Trouble) -> Double? {
        switch try value(column) {
        case .null: nil
        case .real(let number): number
        case .integer(let number): Double(number)
        default: throw mismatch(column, "a number")
        }
    }

    /// The bytes; of a text its UTF-8.
    package func blob(_ column: String) throws(Trouble) -> Data {
        try present(optionalBlob(column), column)
    }

    package func optionalBlob(_ column: String) throws(Trouble) -> Data? {
        switch try value(column) {
        case .null: nil
        case .blob(let data): data
        case .text(let text): Data(text.utf8)
        default: throw mismatch(column, "bytes")
        }
    }

    /// Any number but 0 is true.
    package func flag(_ column: String) throws(Trouble) -> Bool {
        try integer(column) != 0
    }

    package func time(_ column: String) throws(Trouble) -> Date {
        try present(optionalTime(column), column)
    }

    /// From milliseconds since 1970 in UTC.
    package func optionalTime(_ column: String) throws(Trouble) -> Date? {
        try optionalInteger(column).map { Date(timeIntervalSince1970: Double($0) / 1000) }
    }

    private func value(_ column: String) throws(Trouble) -> SQLValue {
        guard let value = self[column] else {
            throw .unexpectedData("A result has no column '\(column)' (it has \(columns.joined(separator: ", ")))")
        }
        return value
    }

    private func present<Value>(_ value: Value?, _ column: String) throws(Trouble) -> Value {
        guard let value else { throw .unexpectedData("Column '\(column)' is empty") }
        return value
    }

    private func mismatch(_ column: String, _ expected: String) -> Trouble {
        .unexpectedData("Column '\(column)' does not hold \(expected)")
    }
}
