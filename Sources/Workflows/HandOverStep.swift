package import Foundation

/// Handing a document to an HTTP service or a database.
package struct HandOverStep: Sendable, Hashable {
    package struct Pair: Sendable, Hashable {
        package var name: String
        package var text: RobotText
    }

    package struct Post: Sendable, Hashable {
        package var url: URL
        /// As a form; else as a JSON object.
        package var isForm: Bool
        package var body: [Pair]
        package var headers: [Pair]
        /// New field ← key of the JSON object that is answered.
        package var keep: [String: String]
        /// The service takes a request with the same `Idempotency-Key` once: without an answer it may be sent again.
        package var isRepeatable: Bool
        /// Files in PEM, relative to the job file's folder: what is shown to the service.
        package var certificate: RobotText?
        package var key: RobotText?
        /// Who signed the service's certificate; nil for those that the machine trusts.
        package var authority: RobotText?
    }

    /// One statement, with `?1` and so on for its arguments.
    package struct Statement: Sendable, Hashable {
        package var text: String
        package var arguments: [RobotText]
    }

    package struct SQL: Sendable, Hashable {
        /// `postgresql://…`, or an SQLite file relative to the job file's folder.
        package var database: RobotText
        /// In one transaction.
        package var run: [Statement]
        /// Gives a row where the document is there already.
        package var verify: Statement?
    }

    /// A folder from which another robot takes its work.
    package struct Folder: Sendable, Hashable {
        package var url: URL
        package var columns: [Pair]
        /// Field ← the heading that the other robot writes it under.
        package var readBack: [String: String]
        /// In the encoding of old Windows programs; else UTF-8 with its mark.
        package var isCP932: Bool
    }

    package enum Action: Sendable, Hashable {
        case post(Post)
        case sql(SQL)
        case folder(Folder)
    }

    /// The service's id.
    package var to: String
    package var credentials: String?
    /// Seconds until it is tried again.
    package var retry: Double
    /// Seconds that an answer may take.
    package var patience: Double
    package var action: Action
    /// Of the job file, as its writer put it.
    package var folder: URL

    /// What the store notes of a hand-over.
    package var words: String {
        switch action {
        case .post(let post): "POST \(post.url.absoluteString)"
        case .sql(let sql): sql.run.first?.text ?? ""
        case .folder(let folder): folder.url.path
        }
    }

    /// The fields that it adds.
    package var keeps: [String] {
        switch action {
        case .post(let post): post.keep.keys.sorted()
        case .folder(let folder): folder.readBack.keys.sorted()
        case .sql: []
        }
    }
}
