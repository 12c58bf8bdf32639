internal import Imaging
internal import Synchronization

/// Decoded pages that this process holds in memory, up to a limit: what the threads of one process need not lay aside in
/// files.
final class RecentPages: Sendable {
    private struct Name: Hashable {
        var batch: String
        var number: Int
    }

    private struct State {
        var pages: [Name: ScannedPage] = [:]
        var bytes = 0
    }

    /// Eleven pages of A4 in grey at 300 dpi.
    private static let limitBytes = 96_000_000
    private let state = Mutex(State())

    /// False where there is no room for it.
    func keep(_ page: ScannedPage, batch: String) -> Bool {
        state.withLock { state in
            guard state.bytes + page.bytes <= Self.limitBytes else { return false }
            let before = state.pages.updateValue(page, forKey: Name(batch: batch, number: page.number))
            state.bytes += page.bytes - (before?.bytes ?? 0)
            return true
        }
    }

    /// Gives the page and forgets it; nil where it is not here.
    func take(_ number: Int, batch: String) -> ScannedPage? {
        state.withLock { state in
            let page = state.pages.removeValue(forKey: Name(batch: batch, number: number))
            state.bytes -= page?.bytes ?? 0
            return page
        }
    }

    func forget(batch: String) {
        state.withLock { state in
            for name in state.pages.keys where name.batch == batch {
                state.bytes -= state.pages.removeValue(forKey: name)?.bytes ?? 0
            }
        }
    }
}

extension ScannedPage {
    fileprivate var bytes: Int { bitmap.withMemory(\.count) }
}
