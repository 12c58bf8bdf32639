internal import Engine
internal import Paperwork
internal import Storage
internal import Synchronization

/// Knows when anything in the store has changed, for all pages that want to hear of it: one look a second, however many
/// there are.
final class ChangeBell: Sendable {
    private let store: Store
    private let rung = Mutex<Int64>(0)

    init(store: Store) {
        self.store = store
    }

    /// Watches until the task is cancelled.
    func watch() async {
        while !Task.isCancelled {
            let store = store
            if let version = try? await OwnThread.run({ try store.version() }) { rung.withLock { $0 = version } }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Differs from an earlier one where something has changed in between.
    var version: Int64 { rung.withLock { $0 } }
}
