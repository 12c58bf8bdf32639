internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#endif

/// Two ends that speak with each other; no program that another part of this process starts is given one.
struct SocketPair {
    /// Kept here.
    let near: Int32
    /// Given away.
    let far: Int32

    /// - Throws: `BrowserFailure`: `driverGone` where the process has too many files open.
    init() throws(BrowserFailure) {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw BrowserFailure(.driverGone, detail: String(cString: strerror(errno)))
        }
        (near, far) = (ends[0], ends[1])
    }
}
