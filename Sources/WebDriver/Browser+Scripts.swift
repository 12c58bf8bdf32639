extension Browser {
    /// Runs a script in the page and gives what it returns; a promise is waited for.
    ///
    /// - Parameters:
    ///   - script: the body of a function, whose parameters are `arguments[0]` and so on.
    ///   - arguments: elements among them.
    /// - Throws: `BrowserFailure`: `javaScriptError` where it throws, `scriptTimeout`, `unexpectedAnswer` where the result
    ///   is no `Value`.
    package func execute<Value: Decodable>(
        _ script: String, _ arguments: any Encodable & Sendable..., as type: Value.Type = Value.self
    ) async throws(BrowserFailure) -> Value {
        try await post("execute/sync", ScriptCall(script: script, arguments: arguments), subject: script, as: type)
    }

    /// Runs a script in the page for what it does.
    ///
    /// - Throws: `BrowserFailure`: `javaScriptError` where it throws, `scriptTimeout`.
    package func execute(
        _ script: String, _ arguments: any Encodable & Sendable...
    ) async throws(BrowserFailure) {
        try await post(
            "execute/sync", ScriptCall(script: script + "\n;return null", arguments: arguments), subject: script)
    }

    /// Runs a script in the page and waits until it calls its last argument, a function, with its result.
    ///
    /// - Throws: `BrowserFailure`: `javaScriptError` where it throws, `scriptTimeout` where it never calls.
    package func executeAsync<Value: Decodable>(
        _ script: String, _ arguments: any Encodable & Sendable..., as type: Value.Type = Value.self
    ) async throws(BrowserFailure) -> Value {
        try await post("execute/async", ScriptCall(script: script, arguments: arguments), subject: script, as: type)
    }

    /// Calls Chromium's own protocol (https://chromedevtools.github.io/devtools-protocol/), as in
    /// `("Emulation.setEmulatedMedia", ["media": "print"])`.
    @discardableResult
    package func developerTools(
        _ command: String, _ parameters: [String: JSONValue] = [:]
    ) async throws(BrowserFailure) -> JSONValue {
        let body: JSONValue = ["cmd": .string(command), "params": .object(parameters)]
        return try await post("goog/cdp/execute", body, subject: command, as: JSONValue.self)
    }
}

/// A script and its arguments of any kinds.
struct ScriptCall: Encodable, Sendable {
    var script: String
    var arguments: [any Encodable & Sendable]

    enum CodingKeys: String, CodingKey {
        case script
        case arguments = "args"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(script, forKey: .script)
        var list = container.nestedUnkeyedContainer(forKey: .arguments)
        for argument in arguments { try list.encode(argument) }
    }
}
