package import Foundation
internal import Paperwork
internal import SQLAccess

/// What a person did with a page that was set aside.
package struct SetAsideAnswer: Sendable, Hashable {
    package enum Answer: String, Sendable, Hashable {
        /// It was dropped again, turned or for another workflow.
        case moved
        /// It needs nothing.
        case dismissed
    }

    package var page: Int
    package var account: String
    package var answer: Answer
    package var reason: String
    package var at: Date

    package init(page: Int, account: String, answer: Answer, reason: String, at: Date) {
        self.page = page
        self.account = account
        self.answer = answer
        self.reason = reason
        self.at = at
    }
}

extension Store {
    /// Notes what becomes of a page that was set aside. False where it was answered before, or is not set aside.
    package func answerSetAside(_ answer: SetAsideAnswer, batch: String) throws -> Bool {
        try database.write { connection in
            let added = try connection.execute(
                """
                INSERT INTO set_aside_answer (batch, page, account, answer, reason, at)
                SELECT batch, number, ?3, ?4, ?5, ?6 FROM page
                WHERE batch = ?1 AND number = ?2 AND outcome = 'set_aside'
                ON CONFLICT (batch, page) DO NOTHING
                """,
                [
                    .text(batch), .integer(answer.page), .text(answer.account), .text(answer.answer.rawValue),
                    .text(answer.reason), .time(answer.at),
                ])
            guard added == 1 else { return false }
            try record(
                .setAsideAnswered, batch: batch, actor: answer.account, reason: Wording(verbatim: answer.reason),
                detail: ["page": String(answer.page), "answer": answer.answer.rawValue], at: answer.at, connection)
            return true
        }
    }

    /// What people did with the pages of a batch that were set aside, in the order of the pages.
    package func setAsideAnswers(ofBatch id: String) throws -> [SetAsideAnswer] {
        try database.read { connection in
            try connection.rows("SELECT * FROM set_aside_answer WHERE batch = ? ORDER BY page", [.text(id)]).map {
                row in
                guard let answer = SetAsideAnswer.Answer(rawValue: try row.text("answer")) else {
                    throw Trouble.unexpectedData("What became of a page can't be read back")
                }
                return SetAsideAnswer(
                    page: try row.integer("page"), account: try row.text("account"), answer: answer,
                    reason: try row.text("reason"), at: try row.time("at"))
            }
        }
    }
}
