internal import Foundation
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// Two ends that speak with each other; only the program that the far one is meant for is given it.
final class SocketPair: Sendable {
    /// Open as long as this value is.
    let near: Int32
    /// Open until `closeFar`.
    let far: Int32
    private let isFarOpen = Mutex(true)

    /// - Throws: `BrowserFailure`: `driverGone` where the process has too many files open.
    init() throws(BrowserFailure) {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw BrowserFailure(.driverGone, detail: String(cString: strerror(errno)))
        }
        (near, far) = (ends[0], ends[1])
    }

    deinit {
        close(near)
        closeFar()
    }

    /// Once a program has it: its death then shows at the near end.
    func closeFar() {
        isFarOpen.withLock { isOpen in
            if isOpen { close(far) }
            isOpen = false
        }
    }
}
