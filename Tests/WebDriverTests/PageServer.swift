import Foundation
import Glibc

/// A server of a few pages on this machine, a thread for each connection. It ends with the value that holds it.
final class PageServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let pages: [String: String]

    /// The path whose request is never answered.
    static let silent = "/silent"

    /// - Parameter pages: by path; each may have header lines of its own before an empty line.
    init(_ pages: [String: String] = [:]) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard result else { throw POSIXError(.EADDRINUSE) }
        port = UInt16(bigEndian: address.sin_port)
        self.listener = listener
        self.pages = pages
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                Thread.detachNewThread { Self.answer(connection, pages) }
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    func address(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    private static func answer(_ connection: Int32, _ pages: [String: String]) {
        defer { close(connection) }
        var request = ""
        var buffer = [UInt8](repeating: 0, count: 8192)
        while !request.contains("\r\n\r\n") {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return }
            request += String(decoding: buffer[..<count], as: UTF8.self)
        }
        let words = request.split(separator: " ")
        guard words.count > 1 else { return }
        let path = String(words[1])
        if path == silent {
            // Until the browser gives up.
            while read(connection, &buffer, buffer.count) > 0 {}
            return
        }
        send(connection, answer(pages[path]))
    }

    private static func answer(_ page: String?) -> Data {
        guard let page else {
            return Data("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
        }
        let parts = page.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let (head, body) = parts.count == 2 ? (parts[0] + "\r\n", String(parts[1])) : ("", page)
        return Data(
            """
            HTTP/1.1 200 OK\r
            Content-Type: text/html; charset=utf-8\r
            \(head)Content-Length: \(body.utf8.count)\r
            Connection: close\r
            \r
            \(body)
            """.utf8)
    }

    private static func send(_ connection: Int32, _ data: Data) {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
