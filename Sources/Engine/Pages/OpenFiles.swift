internal import Foundation
internal import Imaging
internal import Paperwork

/// The scan that a worker is at, kept open from page to page.
struct OpenFiles {
    private let limits: PageLimits
    private let beforePage: (Int) -> Void
    private var current: (path: String, source: PageSource)?

    init(limits: PageLimits, beforePage: @escaping (Int) -> Void) {
        self.limits = limits
        self.beforePage = beforePage
    }

    /// Says that a page is about to be worked on, decoded or not.
    func announce(_ number: Int) { beforePage(number) }

    /// Page `number`, from 1, of the scan at `url`.
    ///
    /// - throws: `Trouble` where the scan can't be opened or the page can't be read.
    mutating func page(_ number: Int, of url: URL) throws(Trouble) -> ScannedPage {
        announce(number)
        return try source(url).page(number)
    }

    private mutating func source(_ url: URL) throws(Trouble) -> PageSource {
        if let current, current.path == url.path { return current.source }
        let source = try PageSource(opening: url, limits: limits)
        current = (url.path, source)
        return source
    }
}
