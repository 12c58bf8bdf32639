internal import Foundation

/// Whether another program has a file open for writing.
enum OpenForWriting {
    /// `fcntl`'s codes on Linux, which its header hides from Swift.
    private static let setLease: Int32 = 1024
    private static let setSignal: Int32 = 10

    /// False where it can't be told: the file is another user's, or its file system knows no leases.
    ///
    /// A lease for reading is refused while someone writes (fcntl(2), "Leases"). It is given back at once; a program that
    /// opens the file in between waits for that, and the signal that the system then sends is one that does nothing.
    static func holds(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        guard fcntl(descriptor, setSignal, SIGURG) == 0 else { return false }
        guard fcntl(descriptor, setLease, Int32(F_RDLCK)) == 0 else { return errno == EAGAIN }
        _ = fcntl(descriptor, setLease, Int32(F_UNLCK))
        return false
    }
}
