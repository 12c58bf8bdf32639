internal import Dispatch
internal import Foundation
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// A WebSocket (RFC 6455) to a program on this machine, over which JSON texts go both ways.
final class EventSocket: Sendable {
    private struct State {
        var received: [JSONValue] = []
        var isClosed = false
    }

    private let socket: Int32
    private let state = Mutex(State())
    private let sending = Mutex(())

    /// Connects, and asks for the change from HTTP. Blocks the calling thread.
    ///
    /// - Parameter address: as in `ws://127.0.0.1:9515/session/ID`.
    /// - Throws: `BrowserFailure`: `driverGone`.
    init(_ address: String) throws(BrowserFailure) {
        guard let url = URL(string: address), let port = url.port else {
            throw BrowserFailure(.unexpectedAnswer, subject: address)
        }
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        guard socket >= 0 else { throw Self.gone(address) }
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = UInt16(port).bigEndian
        place.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let result = withUnsafePointer(to: place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Self.gone(address) }
        let key = Data((0..<16).map { _ in UInt8.random(in: 0...255) }).base64EncodedString()
        let request = """
            GET \(url.path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
            Sec-WebSocket-Key: \(key)\r\nSec-WebSocket-Version: 13\r\n\r\n
            """
        guard write(Array(request.utf8)), Self.isUpgraded(socket) else { throw Self.gone(address) }
        // It ends when either side closes.
        let reader = Thread { [weak self, socket] in
            while let text = Self.message(from: socket) {
                guard let value = try? JSONDecoder().decode(JSONValue.self, from: text) else { continue }
                guard let self else { break }
                state.withLock { $0.received.append(value) }
            }
            guard let self else {
                close(socket)
                return
            }
            state.withLock { state in
                state.isClosed = true
                close(socket)
            }
        }
        reader.start()
    }

    deinit { end() }

    /// Closes it: the thread that hears ends.
    func end() {
        state.withLock { state in
            if !state.isClosed { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    /// Whether nothing more will come.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Takes the first of what has come that `isWanted`; the rest stays.
    func take(_ isWanted: (JSONValue) -> Bool) -> JSONValue? {
        state.withLock { state in
            guard let index = state.received.firstIndex(where: isWanted) else { return nil }
            return state.received.remove(at: index)
        }
    }

    /// Forgets what has come.
    func forget() { state.withLock { $0.received = [] } }

    /// Sends one text.
    ///
    /// - Throws: `BrowserFailure`: `driverGone`.
    func send(_ value: JSONValue) throws(BrowserFailure) {
        guard let text = try? JSONEncoder().encode(value), write(Self.frame(Array(text), opcode: 1)) else {
            throw Self.gone("")
        }
    }

    private func write(_ bytes: [UInt8]) -> Bool {
        sending.withLock { _ in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return false }
            }
            return true
        }
    }

    /// What a client sends is masked (section 5.3).
    private static func frame(_ text: [UInt8], opcode: UInt8) -> [UInt8] {
        var frame: [UInt8] = [0x80 | opcode]
        let count = text.count
        if count < 126 {
            frame.append(0x80 | UInt8(count))
        } else if count < 65536 {
            frame += [0x80 | 126, UInt8(count >> 8), UInt8(count & 0xFF)]
        } else {
            frame.append(0x80 | 127)
            frame += (0..<8).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
        }
        let mask = (0..<4).map { _ in UInt8.random(in: 0...255) }
        return frame + mask + text.enumerated().map { $1 ^ mask[$0 & 3] }
    }

    /// The next whole text; nil where the connection ends. What is no text is passed over.
    private static func message(from socket: Int32) -> Data? {
        var text = Data()
        while true {
            guard let head = read(2, from: socket) else { return nil }
            var count = Int(head[1] & 0x7F)
            if count == 126 || count == 127 {
                guard let size = read(count == 126 ? 2 : 8, from: socket) else { return nil }
                count = size.reduce(0) { $0 << 8 | Int($1) }
            }
            guard count <= 256 << 20, let part = read(count, from: socket) else { return nil }
            switch head[0] & 0x0F {
            case 0, 1: text.append(contentsOf: part)
            case 8: return nil
            default: continue
            }
            if head[0] & 0x80 != 0 { return text }
        }
    }

    private static func read(_ count: Int, from socket: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var have = 0
        while have < count {
            let got = bytes.withUnsafeMutableBytes { recv(socket, $0.baseAddress! + have, count - have, 0) }
            if got > 0 { have += got } else if got == 0 || errno != EINTR { return nil }
        }
        return bytes
    }

    private static func isUpgraded(_ socket: Int32) -> Bool {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual([13, 10, 13, 10]) {
            guard head.count < 8192, let byte = read(1, from: socket) else { return false }
            head += byte
        }
        return String(decoding: head, as: UTF8.self).hasPrefix("HTTP/1.1 101")
    }

    private static func gone(_ subject: String) -> BrowserFailure {
        BrowserFailure(.driverGone, subject: subject, detail: String(cString: strerror(errno)))
    }
}
