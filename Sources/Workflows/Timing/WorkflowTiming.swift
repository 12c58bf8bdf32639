package import Foundation

/// When a workflow begins, after what, and by when it ends.
package struct WorkflowTiming: Sendable, Hashable {
    package var schedule: Schedule?
    /// The workflow whose exported files are taken in once a batch of it is finished.
    package var after: String?
    package var deadline: Deadline?

    package init() {}
}

/// By when a batch is to be finished.
package struct Deadline: Sendable, Hashable {
    package var businessDays: Int
    /// Minutes after midnight.
    package var minute: Int

    package init(businessDays: Int, minute: Int) {
        self.businessDays = businessDays
        self.minute = minute
    }

    /// For what came in at a moment.
    package func moment(received: Date, in zone: TimeZone, _ business: BusinessDays) -> Date {
        business.day(businessDays, after: CivilDay(received, in: zone)).at(minute: minute, in: zone)
    }
}

/// A view of another database, whose new rows become documents.
package struct ViewIntake: Sendable, Hashable {
    /// `postgresql://…`, or an SQLite file relative to the job file's folder; may hold `{secret.…}`.
    package var database: RobotText
    package var query: String
    /// The column that tells the rows apart: each value comes in once.
    package var key: String
    package var credentials: String?
}
