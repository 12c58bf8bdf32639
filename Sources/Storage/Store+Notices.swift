package import Foundation
internal import SQLAccess

/// What people were told of: each once, until it is over.
extension Store {
    /// The subjects that people were told of and that are not over.
    package func notices() throws -> Set<String> {
        try database.read { connection in
            Set(try connection.rows("SELECT subject FROM notice").map { try $0.text("subject") })
        }
    }

    /// - Parameters:
    ///   - told: what people were told of now.
    ///   - over: what is over; should it come back, it is told again.
    package func note(told: Set<String>, over: Set<String>, now: Date) throws {
        guard !told.isEmpty || !over.isEmpty else { return }
        try database.write { connection in
            for subject in told {
                try connection.execute(
                    "INSERT INTO notice (subject, told) VALUES (?, ?) ON CONFLICT (subject) DO NOTHING",
                    [.text(subject), .time(now)])
            }
            for subject in over { try connection.execute("DELETE FROM notice WHERE subject = ?", [.text(subject)]) }
        }
    }
}
