internal import Foundation
internal import Imaging
internal import Paperwork

/// The scan that a worker is at, kept open from page to page.
struct OpenFiles {
    let limits: PageLimits
    private var current: (path: String, source: PageSource)?

    init(limits: PageLimits) { self.limits = limits }

    mutating func source(_ url: URL) throws(Trouble) -> PageSource {
        if let current, current.path == url.path { return current.source }
        let source = try PageSource(opening: url, limits: limits)
        current = (url.path, source)
        return source
    }
}
