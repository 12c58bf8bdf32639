internal import Foundation

/// Values in PostgreSQL's binary form, as one row of bytes.
struct PostgresParameters {
    /// The server's number of each value's type; 0 where the server has to find it out, which it does for NULL.
    private(set) var types: [UInt32] = []
    private(set) var lengths: [Int32] = []
    /// Where each value begins in `bytes`; nil for NULL.
    private(set) var offsets: [Int?] = []
    /// Never empty, so that it has an address.
    private(set) var bytes: [UInt8] = [0]

    init(_ values: [SQLValue]) {
        for value in values {
            switch value {
            case .null: add(type: 0, nil)
            case .integer(let number): add(type: PostgresType.int8, Self.bigEndian(UInt64(bitPattern: number)))
            case .real(let number): add(type: PostgresType.float8, Self.bigEndian(number.bitPattern))
            case .text(let text): add(type: PostgresType.text, Array(text.utf8))
            case .blob(let data): add(type: PostgresType.bytea, Array(data))
            }
        }
    }

    private mutating func add(type: UInt32, _ value: [UInt8]?) {
        types.append(type)
        lengths.append(Int32(clamping: value?.count ?? 0))
        offsets.append(value.map { _ in bytes.count })
        bytes += value ?? []
    }

    private static func bigEndian(_ bits: UInt64) -> [UInt8] {
        withUnsafeBytes(of: bits.bigEndian) { Array($0) }
    }
}

/// The numbers of the server's types, as its catalogue `pg_type` fixes them.
enum PostgresType {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let numeric: UInt32 = 1700
}
