package import Foundation
internal import Glibc

/// How much room a disk has left.
package enum FreeSpace {
    /// Bytes that may still be written where `file` is or will be; nil where it can't be told.
    package static func bytes(at file: URL) -> Int? {
        var info = statvfs()
        guard statvfs(file.path, &info) == 0 else { return nil }
        return Int(clamping: UInt64(info.f_bavail) * UInt64(info.f_frsize))
    }
}
