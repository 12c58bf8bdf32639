internal import Foundation
internal import GRDBSQLite

extension ExpressionSandbox {
    /// Parses an expression and checks that it is one, and does nothing but read.
    ///
    /// - Throws: `ExpressionMistake`.
    package func prepare(_ expression: String) throws(ExpressionMistake) -> SandboxExpression {
        guard expression.contains(where: { !$0.isWhitespace }) else { throw ExpressionMistake(.notAnExpression) }
        // A text that leaves its brackets may still parse in one surrounding; it does not in both.
        let probe = try statement(before: "SELECT CASE WHEN (\n", expression, after: "\n) THEN 1 END FROM \(mainName)")
        sqlite3_finalize(probe)
        let statement = try statement(before: "SELECT (\n", expression, after: "\n) FROM \(mainName)")
        return SandboxExpression(takingOwnershipOf: statement, reads: guardian.reads, in: self)
    }

    private func statement(
        before: String, _ expression: String, after: String
    ) throws(ExpressionMistake) -> OpaquePointer {
        guardian.reset()
        guardian.steps = 0
        var statement: OpaquePointer?
        var parsedBytes = 0
        let sql = before + expression + after
        let code = sql.withCString { text in
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v2(connection, text, -1, &statement, &tail)
            parsedBytes = tail.map { $0 - text } ?? 0
            return code
        }
        guard code == SQLITE_OK, let statement else {
            throw mistake(code, in: expression, prefixBytes: before.utf8.count)
        }
        let isExpression =
            parsedBytes == sql.utf8.count && sqlite3_column_count(statement) == 1
            && sqlite3_bind_parameter_count(statement) == 0
        guard isExpression else {
            sqlite3_finalize(statement)
            throw ExpressionMistake(.notAnExpression)
        }
        return statement
    }

    private func mistake(_ code: Int32, in expression: String, prefixBytes: Int) -> ExpressionMistake {
        let message = String(cString: sqlite3_errmsg(connection))
        let place = Int(sqlite3_error_offset(connection)) - prefixBytes
        let offset = (0...expression.utf8.count).contains(place) ? Self.scalars(before: place, in: expression) : nil
        let kind = guardian.refusal ?? Self.kind(code, message)
        return ExpressionMistake(kind, offset: offset ?? Self.place(of: kind, in: expression))
    }

    private static func kind(_ code: Int32, _ message: String) -> ExpressionMistake.Kind {
        if code == SQLITE_TOOBIG || message.contains("too large") || message.contains("too deep")
            || message.contains("too many") || message.contains("overflow")
        {
            return .tooLarge
        }
        let named: [(String, (String) -> ExpressionMistake.Kind)] = [
            ("no such column: ", { .unknownColumn($0) }), ("no such table: ", { .unknownTable($0) }),
            ("no such function: ", { .unknownFunction($0) }),
        ]
        for (start, kind) in named where message.hasPrefix(start) {
            return kind(String(message.dropFirst(start.count)))
        }
        return .syntax(message)
    }

    /// Where SQLite gives no place: where the name that it complains of stands first.
    private static func place(of kind: ExpressionMistake.Kind, in expression: String) -> Int? {
        switch kind {
        case .unknownColumn(let name), .unknownTable(let name), .unknownFunction(let name),
            .forbiddenFunction(let name):
            guard let range = expression.range(of: name, options: .caseInsensitive) else { return nil }
            return expression.unicodeScalars.distance(from: expression.startIndex, to: range.lowerBound)
        default:
            return nil
        }
    }

    private static func scalars(before byte: Int, in expression: String) -> Int {
        String(decoding: expression.utf8.prefix(byte), as: UTF8.self).unicodeScalars.count
    }
}
