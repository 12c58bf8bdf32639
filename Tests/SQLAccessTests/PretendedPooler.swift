import Foundation

/// A program that answers as PgBouncer answers to a startup parameter that it does not know, on a port of its own.
final class PretendedPooler: Sendable {
    let port: UInt16
    private let socket: Int32

    init() throws {
        let listening = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listening, $0, length) == 0 && listen(listening, 8) == 0
                    && getsockname(listening, $0, &length) == 0
            }
        }
        guard isBound else { throw CocoaError(.fileReadUnknown) }
        socket = listening
        port = UInt16(bigEndian: address.sin_port)
        let thread = Thread {
            while true {
                let connection = accept(listening, nil, nil)
                guard connection >= 0 else { return }
                Self.refuse(connection)
            }
        }
        thread.start()
    }

    deinit {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }

    /// An ErrorResponse of the protocol, version 3: severity, code and message, each with its letter before and a zero
    /// after.
    private static func refuse(_ connection: Int32) {
        var request = [UInt8](repeating: 0, count: 4096)
        // An offer of encryption comes first, eight bytes long; it is turned down.
        if read(connection, &request, request.count) == 8 {
            _ = write(connection, [UInt8(ascii: "N")], 1)
            _ = read(connection, &request, request.count)
        }
        let texts = ["SFATAL", "C08P01", "Munsupported startup parameter: options"]
        let fields: [UInt8] = texts.flatMap { Array($0.utf8) + [0] } + [0]
        let length = UInt32(fields.count + 4).bigEndian
        let answer: [UInt8] = [UInt8(ascii: "E")] + withUnsafeBytes(of: length) { Array($0) } + fields
        _ = write(connection, answer, answer.count)
        close(connection)
    }
}
