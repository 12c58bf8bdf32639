package import Foundation

/// The folders that an engine works in.
package struct Workplace: Sendable {
    /// Holds the store, the page store and the scratch pages.
    package let data: URL
    /// Where exports go.
    package let outbox: URL

    package init(data: URL, outbox: URL) {
        self.data = data
        self.outbox = outbox
    }

    package var storeFile: URL { data.appending(path: "tema.sqlite") }
    package var pages: PageStore { PageStore(folder: data.appending(path: "pages")) }
    var versions: VersionStore { VersionStore(folder: data.appending(path: "versions")) }
    var scratch: ScratchPages { ScratchPages(folder: data.appending(path: "scratch")) }
}
