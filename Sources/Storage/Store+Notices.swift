package import Foundation
internal import SQLAccess

/// What people were told of: each once, until it is over, however many hosts look.
extension Store {
    /// How long a host may take to tell; then another does.
    private static let noticeSeconds: Double = 300

    /// Takes the turn to tell of what nobody was told of, or is about to tell, yet; forgets what is over, so that it is told
    /// again should it come back.
    ///
    /// - Parameter subjects: all that is the matter now.
    /// - Returns: the subjects that are the caller's to tell; `endTurn` says how that went.
    package func takeNoticeTurn(_ subjects: Set<String>, now: Date) throws -> Set<String> {
        let known = try database.read { connection in
            try connection.rows("SELECT subject, taken_until FROM notice").map {
                (subject: try $0.text("subject"), until: try $0.optionalTime("taken_until"))
            }
        }
        let told = Set(known.filter { $0.until.map { $0 > now } ?? true }.map(\.subject))
        let over = Set(known.map(\.subject)).subtracting(subjects)
        let new = subjects.subtracting(told)
        guard !new.isEmpty || !over.isEmpty else { return [] }
        return try database.write { connection in
            for subject in over { try connection.execute("DELETE FROM notice WHERE subject = ?", [.text(subject)]) }
            var taken: Set<String> = []
            for subject in new.sorted() {
                let changed = try connection.execute(
                    """
                    INSERT INTO notice (subject, told, taken_until) VALUES (?1, ?2, ?3)
                    ON CONFLICT (subject) DO UPDATE SET taken_until = excluded.taken_until
                    WHERE notice.taken_until <= ?2
                    """, [.text(subject), .time(now), .time(now.addingTimeInterval(Self.noticeSeconds))])
                if changed == 1 { taken.insert(subject) }
            }
            return taken
        }
    }

    /// People were told of these; or could not be, and anyone may try again.
    package func endNoticeTurn(_ subjects: Set<String>, areTold: Bool) throws {
        guard !subjects.isEmpty else { return }
        try database.write { connection in
            for subject in subjects {
                try connection.execute(
                    areTold
                        ? "UPDATE notice SET taken_until = NULL WHERE subject = ?"
                        : "DELETE FROM notice WHERE subject = ?", [.text(subject)])
            }
        }
    }
}
