internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#endif

/// One HTTP/1.1 request to a program on this machine, and its answer. No proxy of the environment has a say in it.
///
/// It blocks the calling thread, until its deadline at most.
final class LoopbackConnection: Sendable {
    struct Answer: Sendable {
        var status: Int
        var body: Data
    }

    private let socket: Int32

    init() throws(BrowserFailure) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC | O_NONBLOCK, 0)
        guard socket >= 0 else { throw Self.failure(.driverGone) }
    }

    deinit { close(socket) }

    /// Ends a request that another thread waits for.
    func abandon() { shutdown(socket, Int32(SHUT_RDWR)) }

    /// - Throws: `BrowserFailure`: `driverGone` where nothing listens or the answer is cut short, `noAnswer` after the
    ///   deadline.
    func ask(
        _ method: String, _ path: String, port: UInt16, body: Data?, until deadline: ContinuousClock.Instant
    ) throws(BrowserFailure) -> Answer {
        try connect(to: port, until: deadline)
        var request = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        if let body {
            request += "Content-Type: application/json; charset=utf-8\r\nContent-Length: \(body.count)\r\n"
        }
        try send(Data((request + "\r\n").utf8) + (body ?? Data()), until: deadline)
        return try receive(until: deadline)
    }

    private func connect(to port: UInt16, until deadline: ContinuousClock.Instant) throws(BrowserFailure) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let result = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result != 0 else { return }
        guard errno == EINPROGRESS else { throw Self.failure(.driverGone) }
        try wait(for: POLLOUT, until: deadline)
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &size)
        guard code == 0 else { throw BrowserFailure(.driverGone, detail: String(cString: strerror(code))) }
    }

    private func send(_ data: Data, until deadline: ContinuousClock.Instant) throws(BrowserFailure) {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN || errno == EINTR {
                try wait(for: POLLOUT, until: deadline)
            } else {
                throw Self.failure(.driverGone)
            }
        }
    }

    private func receive(until deadline: ContinuousClock.Instant) throws(BrowserFailure) -> Answer {
        var received = Data()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var expected: Int?
        let end = Data("\r\n\r\n".utf8)
        while true {
            if expected == nil, let head = received.range(of: end) {
                expected = head.upperBound + (Self.contentLength(received[..<head.lowerBound]) ?? 0)
            }
            if let expected, received.count >= expected { return Self.answer(received[..<expected]) }
            let count = recv(socket, &buffer, buffer.count, 0)
            if count > 0 {
                received.append(contentsOf: buffer[..<count])
            } else if count == 0 {
                throw BrowserFailure(.driverGone, detail: "the connection was closed")
            } else if errno == EAGAIN || errno == EINTR {
                try wait(for: POLLIN, until: deadline)
            } else {
                throw Self.failure(.driverGone)
            }
        }
    }

    private func wait(for events: Int32, until deadline: ContinuousClock.Instant) throws(BrowserFailure) {
        guard Deadline.isReady(socket, for: events, until: deadline) else { throw BrowserFailure(.noAnswer) }
    }

    private static func contentLength(_ head: Data) -> Int? {
        for line in String(decoding: head, as: UTF8.self).split(separator: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == "content-length" {
                return Int(parts[1].trimmingCharacters(in: .whitespaces))
            }
        }
        return nil
    }

    /// - Parameter received: a whole answer.
    private static func answer(_ received: Data) -> Answer {
        let head = received.range(of: Data("\r\n\r\n".utf8))?.upperBound ?? received.endIndex
        let words = String(decoding: received.prefix(32), as: UTF8.self).split(separator: " ")
        return Answer(status: words.count > 1 ? Int(words[1]) ?? 0 : 0, body: Data(received[head...]))
    }

    private static func failure(_ code: BrowserFailure.Code) -> BrowserFailure {
        BrowserFailure(code, detail: String(cString: strerror(errno)))
    }
}
