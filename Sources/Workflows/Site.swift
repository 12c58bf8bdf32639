package import Foundation
package import Imaging
package import Paperwork
package import Registers

/// The site file: where things are on this machine. Everything has a default.
package struct Site: Sendable {
    /// Where batches, documents and the queue are kept.
    package enum Store: Sendable, Hashable {
        /// A file in the data folder.
        case sqlite
        /// A PostgreSQL database, by its address: `postgresql://user@host/database`.
        case postgresql(String)
    }

    /// The folder of the site file; the working folder where there is none.
    package var folder: URL
    package var data: URL
    package var store = Store.sqlite
    package var workers: Int
    /// Folders or job files.
    package var workflows: [URL]
    package var registers: [RegisterDefinition]
    package var plan: URL?
    package var language: Language?
    /// How much a scanned file may ask for.
    package var limits: PageLimits
    /// CPU seconds that a worker process may take for one page.
    package var pageSeconds = 30
    /// Memory that a worker process may write to, in megabytes.
    package var workerMegabytes = 2000
    package var keep: KeepPeriods
    /// Where the site file wants the station: `address:port`. No part of this version listens there.
    package var stationAddress: String?

    package init(
        folder: URL, data: URL, workers: Int, workflows: [URL] = [], registers: [RegisterDefinition] = [],
        plan: URL? = nil, language: Language? = nil, limits: PageLimits = .standard,
        keep: KeepPeriods = KeepPeriods()
    ) {
        self.folder = folder
        self.data = data
        self.workers = workers
        self.workflows = workflows
        self.registers = registers
        self.plan = plan
        self.language = language
        self.limits = limits
        self.keep = keep
    }
}

extension Site {
    /// What someone should know who counts on the station that the site file asks for; nil where it asks for none.
    package var stationWarning: Wording? {
        stationAddress.map {
            Wording(
                ja: "この版にはブラウザーで使う画面がありません。「station: listen: \($0)」では何も待ち受けません",
                en: "this version has no station for the browser: nothing listens at \($0), as 'station: listen' asks")
        }
    }
}
