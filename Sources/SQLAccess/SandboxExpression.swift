internal import Foundation
internal import GRDBSQLite

/// An expression that a sandbox has parsed and allowed. It belongs to the sandbox's thread.
package final class SandboxExpression {
    /// The columns that it may read, in whichever branch.
    package let reads: Set<SandboxColumn>
    private let statement: OpaquePointer
    /// Its connection outlives the statement.
    private let sandbox: ExpressionSandbox

    init(takingOwnershipOf statement: OpaquePointer, reads: Set<SandboxColumn>, in sandbox: ExpressionSandbox) {
        self.statement = statement
        self.reads = reads
        self.sandbox = sandbox
    }

    deinit { sqlite3_finalize(statement) }

    /// Its value for the sandbox's present rows.
    ///
    /// - Throws: `ExpressionMistake` where it can't be worked out: too many steps, a value too long, an overflow.
    package func value() throws(ExpressionMistake) -> SQLValue {
        defer { sqlite3_reset(statement) }
        sandbox.guardian.steps = 0
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return statement.value(at: 0)
        case SQLITE_DONE: return .null
        case SQLITE_TOOBIG: throw ExpressionMistake(.tooLarge)
        default: throw ExpressionMistake(.failed(String(cString: sqlite3_errmsg(sandbox.connection))))
        }
    }
}

extension OpaquePointer {
    /// Of a statement: binds the parameter at `index`, from 1; SQLite keeps a copy.
    func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        // SQLITE_TRANSIENT, a macro that does not import: SQLite copies the bytes before it returns.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return sqlite3_bind_null(self, index)
        case .integer(let number): return sqlite3_bind_int64(self, index, number)
        case .real(let number): return sqlite3_bind_double(self, index, number)
        case .text(let text): return sqlite3_bind_text(self, index, text, Int32(clamping: text.utf8.count), copied)
        case .blob(let data):
            return data.withUnsafeBytes {
                sqlite3_bind_blob(self, index, $0.baseAddress, Int32(clamping: $0.count), copied)
            }
        }
    }

    /// Of a statement that stands on a row: the value of the column at `index`, from 0.
    func value(at index: Int32) -> SQLValue {
        switch sqlite3_column_type(self, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(self, index))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(self, index))
        case SQLITE_TEXT:
            let bytes = UnsafeBufferPointer(
                start: sqlite3_column_text(self, index), count: Int(sqlite3_column_bytes(self, index)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(self, index)
            let count = Int(sqlite3_column_bytes(self, index))
            return .blob(start.map { Data(bytes: $0, count: count) } ?? Data())
        default: return .null
        }
    }
}
