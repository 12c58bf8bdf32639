internal import Foundation

/// Wakes a thread when something happens in folders, where the system tells (inotify(7)); it tells nothing of what other
/// machines do on a network share. Only a reason to look earlier: nothing depends on it.
final class FolderEvents: Sendable {
    private let events: Int32
    private let wakeReader: Int32
    private let wakeWriter: Int32

    /// Works without events where the system has none left to give.
    init() {
        events = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        wakeReader = ends[0]
        wakeWriter = ends[1]
    }

    deinit {
        for descriptor in [events, wakeReader, wakeWriter] where descriptor >= 0 { close(descriptor) }
    }

    /// Asks for the events of a folder; again for one that was made anew does no harm.
    func watch(_ folder: URL) {
        guard events >= 0 else { return }
        _ = inotify_add_watch(events, folder.path, UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE))
    }

    /// Blocks until something happened, `wake` was called, or so many seconds passed.
    func wait(seconds: Double) {
        var descriptors = [events, wakeReader].filter { $0 >= 0 }
            .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        _ = poll(&descriptors, nfds_t(descriptors.count), Int32(max(0, min(seconds, 3600)) * 1000))
        for descriptor in descriptors { drain(descriptor.fd) }
    }

    /// Ends a wait, this one or the next.
    func wake() {
        var byte: UInt8 = 1
        _ = write(wakeWriter, &byte, 1)
    }

    private func drain(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &buffer, buffer.count) > 0 {}
    }
}
