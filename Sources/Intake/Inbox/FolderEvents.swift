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

    /// Blocks until something happened, or so many seconds passed; at least for `rest` seconds, whatever happens, but not
    /// beyond a call of `wake`.
    func wait(seconds: Double, rest: Double) {
        guard !poll([wakeReader], seconds: rest) else { return }
        _ = poll([events, wakeReader], seconds: seconds - rest)
    }

    /// Ends a wait, this one or the next.
    func wake() {
        var byte: UInt8 = 1
        _ = write(wakeWriter, &byte, 1)
    }

    /// Whether there was something to read within that time; it is read.
    private func poll(_ descriptors: [Int32], seconds: Double) -> Bool {
        var polled = descriptors.filter { $0 >= 0 }.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let milliseconds = Int32(max(0, min(seconds, 3600)) * 1000)
        let isReady = Foundation.poll(&polled, nfds_t(polled.count), milliseconds) > 0
        if isReady { for descriptor in polled { drain(descriptor.fd) } }
        return isReady
    }

    private func drain(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &buffer, buffer.count) > 0 {}
    }
}
