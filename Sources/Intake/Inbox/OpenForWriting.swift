internal import Foundation

/// Whether another program has a file open for writing.
enum OpenForWriting {
    /// `fcntl`'s codes on Linux, which its header hides from Swift.
    private static let setLease: Int32 = 1024
    private static let setSignal: Int32 = 10

    /// False where it can't be told: the file is another user's, or lies on a network share, which refuses leases for
    /// reasons of its own.
    ///
    /// A lease for reading is refused while someone writes (fcntl(2), "Leases"). It is given back at once; a program that
    /// opens the file in between waits for that, and the signal that the system then sends is one that does nothing.
    static func holds(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        guard fcntl(descriptor, setSignal, SIGURG) == 0 else { return false }
        guard fcntl(descriptor, setLease, Int32(F_RDLCK)) == 0 else {
            return errno == EAGAIN && isLocal(path)
        }
        _ = fcntl(descriptor, setLease, Int32(F_UNLCK))
        return false
    }

    private static let localFileSystems: Set<Substring> = [
        "ext2", "ext3", "ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "f2fs",
    ]

    /// Whether the file's folder is on a file system of this machine, as the system's list of mounts has it (proc(5),
    /// "mountinfo": the third word is the device, the one after the dash the type).
    private static func isLocal(_ path: String) -> Bool {
        var info = stat()
        guard stat(URL(filePath: path).deletingLastPathComponent().path, &info) == 0,
            let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)
        else { return false }
        let device = UInt64(info.st_dev)
        let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
        let minor = device & 0xFF | (device >> 12) & ~0xFF
        return mounts.split(separator: "\n").contains { line in
            let words = line.split(separator: " ")
            guard words.count > 2, words[2] == "\(major):\(minor)", let dash = words.firstIndex(of: "-") else {
                return false
            }
            return words.indices.contains(dash + 1) && localFileSystems.contains(words[dash + 1])
        }
    }
}
