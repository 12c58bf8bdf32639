package import Foundation
package import Paperwork

/// One HTTP request that hands a record over, and its answer; by `curl`, which is told everything on its standard input:
/// no secret stands in a command line.
package struct HTTPPost: Sendable {
    package struct Answer: Sendable, Hashable {
        package var status: Int
        package var body: Data
    }

    /// Files in PEM by which both sides show who they are.
    package struct Identity: Sendable, Hashable {
        /// Shown to the service.
        package var certificate: URL?
        package var key: URL?
        /// Who signed the service's certificate; nil for those that this machine trusts.
        package var authority: URL?

        package init(certificate: URL? = nil, key: URL? = nil, authority: URL? = nil) {
            self.certificate = certificate
            self.key = key
            self.authority = authority
        }
    }

    package enum Failure: Error, Sendable, Hashable {
        /// No connection came about: the request never left.
        case notSent(reason: String)
        /// Nothing tells whether the request arrived.
        case noAnswer(reason: String)
    }

    /// Whether this machine has the program that sends.
    package static var canSend: Bool { Curl.isThere }

    package var url: URL
    package var headers: [String: String]
    package var body: Data
    /// Seconds until an answer is given up.
    package var patience: Double
    package var identity = Identity()

    package init(url: URL, headers: [String: String], body: Data, patience: Double = 60) {
        self.url = url
        self.headers = headers
        self.body = body
        self.patience = patience
    }

    /// Sends it once. Blocks the calling thread. Redirects are not followed: what is redirected would be sent somewhere else
    /// than the job file says.
    ///
    /// - Throws: `Failure`; `Trouble` where there is no `curl`.
    package func send() throws -> Answer {
        var curl = Curl()
        curl.set("url", url.absoluteString)
        curl.set("request", "POST")
        curl.set("proto", "=http,https")
        curl.set("max-time", String(patience))
        curl.set("data-raw", String(decoding: body, as: UTF8.self))
        curl.set("write-out", "\\n%{http_code}")
        // Without this a long body waits for a "100 Continue" that old services never send.
        for (name, value) in headers.merging(["Expect": ""], uniquingKeysWith: { own, _ in own }) {
            curl.set("header", value.isEmpty ? "\(name):" : "\(name): \(value)")
        }
        if let certificate = identity.certificate { curl.set("cert", certificate.path) }
        if let key = identity.key { curl.set("key", key.path) }
        if let authority = identity.authority { curl.set("cacert", authority.path) }
        let end = try curl.run()
        guard end.status == 0, let line = end.output.lastIndex(of: UInt8(ascii: "\n")),
            let status = Int(String(decoding: end.output[(line + 1)...], as: UTF8.self)), status > 0
        else {
            let reason = end.messages.isEmpty ? "curl \(end.status)" : end.messages
            throw Curl.neverConnected.contains(end.status)
                ? Failure.notSent(reason: reason) : Failure.noAnswer(reason: reason)
        }
        return Answer(status: status, body: Data(end.output[..<line]))
    }
}
