internal import CPostgreSQL
internal import Foundation

/// Waits for an answer no longer than it was told to: a server may hang, and its machine still acknowledge what it is sent.
enum PostgresPatience {
    /// The last result of what `send` sends, or the first that says that something is wrong.
    ///
    /// - Throws: `PostgresFailure`: nothing came in time, or the connection is lost.
    static func answer(
        of handle: OpaquePointer, within seconds: Int, _ send: () -> Int32
    ) throws(PostgresFailure) -> OpaquePointer? {
        guard send() == 1 else { return nil }
        let deadline = ContinuousClock.now + .seconds(seconds)
        var last: OpaquePointer?
        while true {
            while PQisBusy(handle) == 1 {
                guard wait(for: handle, until: deadline) else {
                    PQclear(last)
                    throw PostgresFailure(message: "no answer within \(seconds) s", isConnectionLost: true)
                }
                guard PQconsumeInput(handle) == 1 else { break }
            }
            guard let result = PQgetResult(handle) else { return last }
            if let before = last, PQresultStatus(before) == PGRES_FATAL_ERROR {
                PQclear(result)
            } else {
                PQclear(last)
                last = result
            }
        }
    }

    private static func wait(for handle: OpaquePointer, until deadline: ContinuousClock.Instant) -> Bool {
        while true {
            let left = deadline - .now
            guard left > .zero else { return false }
            var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            let status = poll(&socket, 1, Int32(clamping: Int64((left / .milliseconds(1)).rounded(.up))))
            if status > 0 { return true }
            guard status == 0 || errno == EINTR else { return true }
        }
    }
}
