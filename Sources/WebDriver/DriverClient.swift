internal import Dispatch
internal import Foundation
internal import Synchronization

/// What is asked of a running driver, one question after the other, each with its deadline.
final class DriverClient: Sendable {
    /// A key of a decoder's `userInfo`: the browser that an element belongs to.
    static let browserKey = CodingUserInfoKey(rawValue: "browser")!

    let process: DriverProcess
    private let name: String
    /// Questions that wait for their answers.
    private let open = Mutex(0)

    /// - Throws: `BrowserFailure` as `DriverProcess` does.
    static func start(_ options: BrowserOptions) async throws(BrowserFailure) -> DriverClient {
        let deadline = ContinuousClock.now + options.answerTimeout
        let process = await Self.blocking { () throws(BrowserFailure) in
            try DriverProcess(options.driver, until: deadline)
        }
        return DriverClient(try process.get(), name: options.driver)
    }

    private init(_ process: DriverProcess, name: String) {
        self.process = process
        self.name = name
    }

    /// Whether a question waits for its answer.
    var isAsked: Bool { open.withLock { $0 > 0 } }

    /// Ends the driver and its browsers; a question that waits for its answer fails.
    func end() async {
        let deadline = ContinuousClock.now + .seconds(20)
        _ = await Self.blocking { [process] () throws(BrowserFailure) in process.end(until: deadline) }
    }

    /// - Parameters:
    ///   - path: from `/session`.
    ///   - subject: what it is about, for the words of a failure.
    ///   - browser: the one that elements of the answer belong to.
    /// - Throws: `BrowserFailure` with the driver's error code.
    func ask<Body: Encodable & Sendable, Value: Decodable>(
        _ method: String, _ path: String, _ body: Body?, subject: String, within limit: Duration, browser: Browser?,
        as _: Value.Type
    ) async throws(BrowserFailure) -> Value {
        let encoded: Data?
        do {
            encoded = try body.map { try JSONEncoder().encode($0) }
        } catch {
            throw BrowserFailure(.invalidArgument, subject: subject, detail: "\(error)")
        }
        let answer = try await exchange(method, path, encoded, subject: subject, within: limit)
        let decoder = JSONDecoder()
        decoder.userInfo[Self.browserKey] = browser
        guard answer.status == 200 else {
            let refusal = try? decoder.decode(Answer<Refusal>.self, from: answer.body).value
            throw BrowserFailure(
                .init(rawValue: refusal?.error ?? BrowserFailure.Code.unexpectedAnswer.rawValue), subject: subject,
                detail: refusal?.message ?? "HTTP \(answer.status)")
        }
        do {
            return try decoder.decode(Answer<Value>.self, from: answer.body).value
        } catch {
            let said = String(decoding: answer.body.prefix(200), as: UTF8.self)
            throw BrowserFailure(.unexpectedAnswer, subject: subject, detail: "\(Value.self): \(said)")
        }
    }

    private func exchange(
        _ method: String, _ path: String, _ body: Data?, subject: String, within limit: Duration
    ) async throws(BrowserFailure) -> LoopbackConnection.Answer {
        guard !Task.isCancelled else { throw BrowserFailure(.cancelled, subject: subject) }
        let connection = try LoopbackConnection()
        let deadline = ContinuousClock.now + limit
        open.withLock { $0 += 1 }
        defer { open.withLock { $0 -= 1 } }
        let result = await withTaskCancellationHandler {
            await Self.blocking { [process] () throws(BrowserFailure) in
                try connection.ask(method, path, port: process.port, body: body, until: deadline)
            }
        } onCancel: {
            connection.abandon()
        }
        switch result {
        case .success(let answer): return answer
        case .failure(let failure):
            let code = Task.isCancelled ? .cancelled : failure.code
            throw BrowserFailure(code, subject: code == .driverGone ? name : subject, detail: failure.detail)
        }
    }

    /// Does what blocks, which Swift's own threads may not.
    private static func blocking<Value: Sendable>(
        _ work: @escaping @Sendable () throws(BrowserFailure) -> Value
    ) async -> Result<Value, BrowserFailure> {
        // A serial queue gets a thread of its own, however many others wait.
        let queue = DispatchQueue(label: "tema.webdriver")
        return await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result(catching: work)) }
        }
    }

    private struct Answer<Value: Decodable>: Decodable {
        var value: Value
    }

    private struct Refusal: Decodable {
        var error: String
        var message: String
    }
}
