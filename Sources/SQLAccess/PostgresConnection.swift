internal import CPostgreSQL
internal import Foundation
internal import Synchronization

/// A connection to a PostgreSQL server. This file alone calls libpq.
///
/// libpq lets one thread at a time use a connection: the lock sees to it.
final class PostgresConnection: Sendable {
    private struct State {
        var handle: OpaquePointer
        /// Names of prepared statements.
        var prepared: [Statement: String] = [:]
    }

    private struct Statement: Hashable {
        /// With `?` as placeholder.
        var sql: String
        var types: [UInt32]
    }

    private let state: Mutex<State>
    private let answerSeconds: Int?
    let opened = ContinuousClock.now

    /// Statements that stay prepared; Tema's own are fewer.
    private static let preparedLimit = 300

    init(_ address: PostgresAddress) throws(PostgresFailure) {
        let handle = Self.withCStrings(address.keywords.map(\.name)) { names in
            Self.withCStrings(address.keywords.map(\.value)) { values in PQconnectdbParams(names, values, 0) }
        }
        guard let handle else { throw Self.outOfMemory }
        guard PQstatus(handle) == CONNECTION_OK else {
            let message = Self.firstLine(PQerrorMessage(handle))
            let failure = PostgresFailure(
                sqlState: Self.passwordIsMissing(handle) ? "28P01" : Self.stateOfRefusal(address),
                message: address.withoutPassword(message), isConnectionLost: true,
                isFromPooler: message.contains("unsupported startup parameter"))
            PQfinish(handle)
            throw failure
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        answerSeconds = address.answerSeconds
        state = Mutex(State(handle: handle))
    }

    deinit { state.withLock { PQfinish($0.handle) } }

    /// In which encoding the database keeps texts, as in `UTF8`.
    var serverEncoding: String {
        state.withLock { PQparameterStatus($0.handle, "server_encoding").map { String(cString: $0) } ?? "" }
    }

    /// Runs one statement; it stays prepared, so that the next time costs less.
    func run(_ sql: String, _ values: [SQLValue] = []) throws(PostgresFailure) -> PostgresResult {
        // Where an answer is not waited for without end, nothing stays prepared: it is read once.
        if answerSeconds != nil { return try runOnce(sql, values) }
        let parameters = PostgresParameters(values)
        return try state.withLock { state throws(PostgresFailure) in
            let name = try Self.prepare(Statement(sql: sql, types: parameters.types), &state)
            let handle = state.handle
            return try Self.taking(
                Self.withAddresses(parameters) { values in
                    let formats = [Int32](repeating: 1, count: parameters.types.count)
                    return PQexecPrepared(
                        handle, name, Int32(parameters.types.count), values, parameters.lengths, formats, 0)
                }, handle)
        }
    }

    /// Runs one statement that is not needed again, or several without values.
    func runOnce(_ sql: String, _ values: [SQLValue] = []) throws(PostgresFailure) -> PostgresResult {
        let parameters = PostgresParameters(values)
        return try state.withLock { state throws(PostgresFailure) in
            let handle = state.handle
            if values.isEmpty {
                guard let answerSeconds else { return try Self.taking(PQexec(handle, sql), handle) }
                return try Self.taking(
                    PostgresPatience.answer(of: handle, within: answerSeconds) { PQsendQuery(handle, sql) }, handle)
            }
            let translated = PostgresPlaceholders.translated(sql)
            return try Self.taking(
                Self.withAddresses(parameters) { values -> Result<OpaquePointer?, PostgresFailure> in
                    let formats = [Int32](repeating: 1, count: parameters.types.count)
                    let count = Int32(parameters.types.count)
                    guard let answerSeconds else {
                        return .success(
                            PQexecParams(
                                handle, translated, count, parameters.types, values, parameters.lengths, formats, 0))
                    }
                    return Result { () throws(PostgresFailure) in
                        try PostgresPatience.answer(of: handle, within: answerSeconds) {
                            PQsendQueryParams(
                                handle, translated, count, parameters.types, values, parameters.lengths, formats, 0)
                        }
                    }
                }.get(), handle)
        }
    }

    /// Takes in the notifications that have arrived, and tells whether there were any.
    func takeNotifications() throws(PostgresFailure) -> Bool {
        try state.withLock { state throws(PostgresFailure) in
            guard PQconsumeInput(state.handle) == 1 else { throw Self.failure(nil, state.handle) }
            var found = false
            while let notification = PQnotifies(state.handle) {
                PQfreemem(notification)
                found = true
            }
            return found
        }
    }

    /// Waits until the server sends something, or `deadline`.
    func waitForInput(until deadline: ContinuousClock.Instant) {
        var socket = pollfd(fd: state.withLock { PQsocket($0.handle) }, events: Int16(POLLIN), revents: 0)
        while true {
            let left = max(deadline - .now, .zero)
            let milliseconds = Int32(clamping: Int64((left / .milliseconds(1)).rounded(.up)))
            if poll(&socket, 1, milliseconds) >= 0 || errno != EINTR { return }
        }
    }

    /// libpq's keywords in a connection string; nil where it is none.
    static func keywords(of url: String) -> [String: String]? {
        guard url.hasPrefix("postgresql://") || url.hasPrefix("postgres://"),
            let options = PQconninfoParse(url, nil)
        else { return nil }
        defer { PQconninfoFree(options) }
        var keywords: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { keywords[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return keywords
    }
}

// Statements and results.
extension PostgresConnection {
    private static func prepare(_ statement: Statement, _ state: inout State) throws(PostgresFailure) -> String {
        if let name = state.prepared[statement] { return name }
        if state.prepared.count >= preparedLimit {
            _ = try taking(PQexec(state.handle, "DEALLOCATE ALL"), state.handle)
            state.prepared = [:]
        }
        let name = "s\(state.prepared.count)"
        let sql = PostgresPlaceholders.translated(statement.sql)
        let result = PQprepare(state.handle, name, sql, Int32(statement.types.count), statement.types)
        _ = try taking(result, state.handle)
        state.prepared[statement] = name
        return name
    }

    /// Reads the result and frees it.
    private static func taking(_ result: OpaquePointer?, _ handle: OpaquePointer) throws(PostgresFailure)
        -> PostgresResult
    {
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY else {
            throw failure(result, handle)
        }
        return PostgresResult(
            rows: rows(result), rowCount: Int(String(cString: PQcmdTuples(result))) ?? 0,
            commandTag: String(cString: PQcmdStatus(result)))
    }

    private static func rows(_ result: OpaquePointer?) -> [SQLRow] {
        let count = PQntuples(result)
        guard count > 0 else { return [] }
        let columns = (0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) }
        let types = (0..<PQnfields(result)).map { PQftype(result, $0) }
        return (0..<count).map { row in
            SQLRow(
                columns: columns,
                values: types.enumerated().map { column, type in value(result, row, Int32(column), type) })
        }
    }

    private static func value(_ result: OpaquePointer?, _ row: Int32, _ column: Int32, _ type: UInt32) -> SQLValue {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let text = String(
            decoding: UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column))),
            as: UTF8.self)
        switch type {
        case PostgresType.int2, PostgresType.int4, PostgresType.int8, PostgresType.numeric:
            return Int64(text).map(SQLValue.integer) ?? Double(text).map(SQLValue.real) ?? .text(text)
        case PostgresType.float4, PostgresType.float8: return Double(text).map(SQLValue.real) ?? .text(text)
        case PostgresType.bool: return .integer(text == "t" ? 1 : 0)
        case PostgresType.bytea: return .blob(bytes(start))
        default: return .text(text)
        }
    }

    private static func bytes(_ escaped: UnsafePointer<CChar>) -> Data {
        var count = 0
        let plain = escaped.withMemoryRebound(to: UInt8.self, capacity: strlen(escaped)) {
            PQunescapeBytea($0, &count)
        }
        defer { PQfreemem(plain) }
        return plain.map { Data(bytes: $0, count: count) } ?? Data()
    }

    private static func withAddresses<Value>(
        _ parameters: PostgresParameters, _ body: ([UnsafePointer<CChar>?]) -> Value
    ) -> Value {
        parameters.bytes.withUnsafeBytes { bytes in
            body(
                parameters.offsets.map {
                    $0.map { bytes.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) } ?? nil
                })
        }
    }

    /// As an array that ends with nil.
    private static func withCStrings<Value>(
        _ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Value
    ) -> Value {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies.map { UnsafePointer($0) } + [nil])
    }
}

// What went wrong.
extension PostgresConnection {
    private static var outOfMemory: PostgresFailure {
        PostgresFailure(sqlState: "53200", message: "out of memory", isConnectionLost: true)
    }

    private static func failure(_ result: OpaquePointer?, _ handle: OpaquePointer) -> PostgresFailure {
        let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
        let primary = PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
        return PostgresFailure(
            sqlState: state, message: primary ?? firstLine(PQerrorMessage(handle)),
            isConnectionLost: PQstatus(handle) == CONNECTION_BAD)
    }

    private static func firstLine(_ message: UnsafePointer<CChar>?) -> String {
        guard let message else { return "" }
        return String(cString: message).split(separator: "\n").first.map(String.init) ?? ""
    }

    private static func passwordIsMissing(_ handle: OpaquePointer) -> Bool { PQconnectionNeedsPassword(handle) == 1 }

    /// Asks once more in the way in which libpq tells the server's code of a refusal, which is the same in every
    /// language; nil where no server answers.
    private static func stateOfRefusal(_ address: PostgresAddress) -> String? {
        let handle = withCStrings(address.keywords.map(\.name)) { names in
            withCStrings(address.keywords.map(\.value)) { values in PQconnectStartParams(names, values, 0) }
        }
        defer { PQfinish(handle) }
        PQsetErrorVerbosity(handle, PQERRORS_SQLSTATE)
        let deadline = ContinuousClock.now + .seconds(5)
        var events = POLLOUT
        while ContinuousClock.now < deadline, PQstatus(handle) != CONNECTION_BAD {
            var socket = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
            poll(&socket, 1, 1000)
            guard socket.revents != 0 else { continue }
            switch PQconnectPoll(handle) {
            case PGRES_POLLING_READING: events = POLLIN
            case PGRES_POLLING_WRITING: events = POLLOUT
            default: return firstLine(PQerrorMessage(handle)).firstMatch(of: /: +([0-9A-Z]{5})$/).map { String($0.1) }
            }
        }
        return nil
    }
}
