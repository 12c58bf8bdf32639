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
    /// The site file; nil where there is none.
    package var file: URL?
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
    /// It decides every day, month and fiscal year, whatever the zone of the process is.
    package var timeZone = Site.standardTimeZone
    /// What an hour of whom costs; nil where the site file says nothing of it.
    package var labour: Labour?
    /// The file of names and passwords for other systems; nil where the site names none.
    package var secrets: URL?
    /// The days on which offices work.
    package var businessDays = BusinessDays()
    /// Who is told of what needs a person; nil where nobody is.
    package var notify: Notify?
    /// Where the station listens; nil where the site file asks for none.
    package var station: Station?

    package static let standardTimeZone = TimeZone(identifier: "Asia/Tokyo") ?? .gmt

    /// What an hour of work costs, by grade.
    package struct Labour: Sendable, Hashable {
        /// Yen per hour, by the grade's name.
        package var grades: [String: Double]
        /// The grade of workflows that name none.
        package var standard: String
        /// Minutes that one wrong value costs which nobody noticed; nil where it is not known.
        package var errorMinutes: Double?
    }

    /// Who is told of what needs a person, and how.
    package struct Notify: Sendable, Hashable {
        package struct Mail: Sendable, Hashable {
            /// `smtp://host:25` or `smtps://host`.
            package var server: URL
            package var from: String
            package var to: [String]
            /// The entry of the secrets file with `user` and `password`; nil where the server asks for none.
            package var credentials: String?
        }

        package struct Webhook: Sendable, Hashable {
            package var url: URL
            /// The entry of the secrets file whose `token` is sent as a bearer's; nil where none is.
            package var credentials: String?
            /// JSON with `{text}`, which stands for the message; `{"text": "{text}"}` where the site file says nothing.
            package var body: String
        }

        package var mail: Mail?
        package var webhook: Webhook?
        /// With `{lines}` and `{count}` filled in.
        package var template: String

        package static let standardTemplate = "【手間】対応が必要なこと {count}件\n\n{lines}\n"
    }

    /// Where and how the station is served.
    package struct Station: Sendable, Hashable {
        /// Files in PEM.
        package struct TLS: Sendable, Hashable {
            package var certificate: URL
            package var key: URL

            package init(certificate: URL, key: URL) {
                self.certificate = certificate
                self.key = key
            }
        }

        package var host: String
        /// 0 picks a free one.
        package var port: Int
        /// Nil where the station is served in clear, for this machine alone or behind a proxy that encrypts.
        package var tls: TLS?
        /// The share of documents, from 0 to 1, in which people are shown a wrong value on purpose.
        package var plantedErrors = 0.01

        package init(host: String, port: Int, tls: TLS? = nil) {
            self.host = host
            self.port = port
            self.tls = tls
        }
    }

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
