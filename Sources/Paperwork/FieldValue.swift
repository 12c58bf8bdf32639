/// A field's value in its normal form.
package enum FieldValue: Hashable, Sendable {
    /// Nothing is written, or what is written has no normal form.
    case none
    /// Text, and everything that is written as text: dates as ISO `2026-04-01`, codes and numbers in half-width digits.
    case text(String)
    /// A whole number; yen.
    case integer(Int)
    /// A checkbox, a seal, a signature: there or not.
    case flag(Bool)
    /// The marked options of a mark grid, in the template's order.
    case list([String])
    /// The filled rows of a table: column name to value.
    case rows([[String: FieldValue]])
}

extension FieldValue {
    /// As one line of text, as it would stand in a CSV cell: lists joined with `;`, flags `1` or `0`.
    package var plainText: String {
        switch self {
        case .none: ""
        case .text(let text): text
        case .integer(let number): String(number)
        case .flag(let flag): flag ? "1" : "0"
        case .list(let items): items.joined(separator: ";")
        case .rows(let rows):
            rows.map { row in
                row.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.plainText)" }.joined(separator: ",")
            }
            .joined(separator: ";")
        }
    }

    package var isEmpty: Bool {
        switch self {
        case .none: true
        case .text(let text): text.isEmpty
        case .list(let items): items.isEmpty
        case .rows(let rows): rows.isEmpty
        case .integer, .flag: false
        }
    }
}

extension FieldValue: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .none
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Int.self) {
            self = .integer(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let items = try? container.decode([String].self) {
            self = .list(items)
        } else {
            self = .rows(try container.decode([[String: FieldValue]].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .none: try container.encodeNil()
        case .text(let text): try container.encode(text)
        case .integer(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .list(let items): try container.encode(items)
        case .rows(let rows): try container.encode(rows)
        }
    }
}
