package import Foundation
package import Paperwork
internal import SQLAccess

/// The place's memory: batches, pages, documents, the queue of tasks, the time ledger's entries.
///
/// Each method is one transaction. All of them block the calling thread, and throw `Trouble` where the database fails;
/// those that commit a claim's work throw `LostClaim` where the claim is no longer held, and then change nothing.
package final class Store: Sendable {
    let database: SQLDatabase
    let calendar: Calendar
    let watch = ClaimWatch()

    init(_ database: SQLDatabase, timeZone: TimeZone) {
        self.database = database
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        self.calendar = calendar
    }

    /// Opens the store in that file; makes it where there is none. Days in the time ledger are those of `timeZone`.
    ///
    /// - Throws: `Trouble`: the file can't be opened or written, or was written by a newer Tema.
    package static func open(sqliteAt url: URL, timeZone: TimeZone = .current) throws(Trouble) -> Store {
        Store(try SQLDatabase.open(sqliteAt: url, migrations: Schema.migrations), timeZone: timeZone)
    }

    /// Opens the store in a PostgreSQL database, as `SQLDatabase` describes its address; makes its tables where there are
    /// none. Any number of machines may share it.
    ///
    /// - Throws: `Trouble`: the server can't be reached or refuses, or the store was written by a newer Tema.
    package static func open(postgresql url: String, timeZone: TimeZone = .current) throws(Trouble) -> Store {
        Store(try SQLDatabase.open(postgresql: url, migrations: Schema.migrations), timeZone: timeZone)
    }

    /// Tries of one step of a document, of one page's split, or of a batch's finish, before it is given up.
    package static let attemptLimit = 3
    /// Pages that one split task looks at, at most.
    package static let largestChunk = 8
    /// Pages that a batch's first split task looks at: soon there are documents for the other workers.
    package static let firstChunk = 2
    /// Documents that are kept ready while pages are left to split: fewer, and workers wait for documents; more, and
    /// their pages, decoded already, fill the disk.
    package static let readAhead = 4

    /// A number that differs from an earlier one when anything was committed in between, by whichever process. Cheap:
    /// an idle worker asks for it before it asks for a claim.
    package func version() throws(Trouble) -> Int64 { try database.dataVersion() }

    /// Waits until something was queued after `version` was the store's, for `timeoutSeconds` at most, and gives the
    /// version that holds then. A lease that runs out wakes nobody: an idle worker asks for a claim now and then too.
    package func waitForChange(since version: Int64, timeoutSeconds: Double) throws(Trouble) -> Int64 {
        try database.waitForChange(since: version, timeoutSeconds: timeoutSeconds)
    }

    /// The time for claims, leases and records: the same for all that share the store, whatever their own clocks say.
    package func now() -> Date { database.now() }

    /// Decides what day it is.
    package var timeZone: TimeZone { calendar.timeZone }

    /// The local date, as ISO.
    package func day(of date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }
}
