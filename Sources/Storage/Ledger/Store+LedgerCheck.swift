internal import CSodium
internal import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// Compares the ledger with the audit trail, entry by entry: what was changed, added past it or removed is found, and
    /// so is a snapshot of a month that its entries no longer give.
    func checkLedger(_ connection: SQLConnection, report: (ConsistencyFault) throws -> Void) throws {
        try checkBeginning(connection, report)
        try checkTrail(connection, report)
        try checkMonths(connection, report)
    }

    /// Those of before the ledger was in the trail: their sums.
    private func checkBeginning(_ connection: SQLConnection, _ report: (ConsistencyFault) throws -> Void) throws {
        let sums = """
            count(*) AS entries, CAST(coalesce(sum(baseline_ms), 0) AS BIGINT) AS baseline_ms,
            CAST(coalesce(sum(human_ms), 0) AS BIGINT) AS human_ms, CAST(coalesce(sum(overhead_ms), 0) AS BIGINT) AS overhead_ms
            """
        let now = try connection.row("SELECT \(sums) FROM ledger_entry WHERE counted_in = 0")
        let then = try connection.row("SELECT entries, baseline_ms, human_ms, overhead_ms FROM ledger_beginning")
        if now?.values != then?.values { try report(ConsistencyFault(kind: .ledgerTrail, subject: "0")) }
    }

    /// One walk along both, in the order of chains and numbers.
    private func checkTrail(_ connection: SQLConnection, _ report: (ConsistencyFault) throws -> Void) throws {
        var found: (chain: String, number: Int)?
        var text = ""
        var digests: [String] = []
        func close() throws {
            guard let found else { return }
            digests.append(SHA256.hex(text.utf8))
            let said = try connection.row(
                "SELECT detail FROM audit_entry WHERE chain = ? AND number = ? AND kind = ?",
                [.text(found.chain), .integer(found.number), .text(StoreEvent.Kind.timeCounted.rawValue)])
            let detail = try AuditEntry.detail(fromText: try said?.optionalText("detail"))
            let purged =
                try connection.row(
                    "SELECT purged FROM audit_chain WHERE chain = ?", [.text(found.chain)])?.integer("purged") ?? 0
            if found.number > purged, detail["digest"] != digests.last {
                try report(ConsistencyFault(kind: .ledgerTrail, subject: found.chain))
            }
        }
        try connection.forEachRow(
            "SELECT * FROM ledger_entry WHERE counted_in > 0 ORDER BY chain, counted_in, id"
        ) { row in
            let place = (chain: try row.text("chain"), number: try row.integer("counted_in"))
            if found?.chain != place.chain || found?.number != place.number {
                try close()
                digests.removeAll()
                (found, text) = (place, "")
            }
            text += try LedgerEntry(row).canonical
        }
        try close()
        // All entries of a transaction removed: the trail tells of them.
        try connection.forEachRow(
            """
            SELECT chain FROM audit_entry WHERE kind = ? AND NOT EXISTS (SELECT 1 FROM ledger_entry
                WHERE ledger_entry.chain = audit_entry.chain AND ledger_entry.counted_in = audit_entry.number)
            ORDER BY chain
            """, [.text(StoreEvent.Kind.timeCounted.rawValue)]
        ) { try report(ConsistencyFault(kind: .ledgerTrail, subject: try $0.text("chain"))) }
    }

    private func checkMonths(_ connection: SQLConnection, _ report: (ConsistencyFault) throws -> Void) throws {
        var previous: String?
        for row in try connection.rows("SELECT * FROM ledger_month ORDER BY month") {
            let month = try row.text("month")
            let body = try row.text("body")
            let sha256 = try row.text("sha256")
            let recorded = try connection.rows(
                "SELECT detail FROM audit_entry WHERE chain = ? AND kind = ?",
                [.text(Self.placeChain), .text(StoreEvent.Kind.monthClosed.rawValue)]
            ).contains { try AuditEntry.detail(fromText: try $0.optionalText("detail"))["sha256"] == sha256 }
            let snapshot = try? MonthSnapshot(text: body)
            let isSigned = LedgerSeal.isOf(
                Array(body.utf8), signature: try row.text("signature"), publicKey: try row.text("public_key"))
            let isSound =
                isSigned && SHA256.hex(body.utf8) == sha256 && recorded && snapshot?.month == month
                && snapshot?.previous == previous
            let rows = try monthRows(month, connection, from: "ledger_entry")
            if !isSound || snapshot?.rows != rows {
                try report(ConsistencyFault(kind: .closedMonth, subject: month))
            }
            previous = sha256
        }
        let closed = try connection.rows(
            "SELECT detail FROM audit_entry WHERE chain = ? AND kind = ?",
            [.text(Self.placeChain), .text(StoreEvent.Kind.monthClosed.rawValue)])
        for event in closed {
            let month = try AuditEntry.detail(fromText: try event.optionalText("detail"))["month"] ?? ""
            let row = try connection.row("SELECT 1 AS found FROM ledger_month WHERE month = ?", [.text(month)])
            if row == nil { try report(ConsistencyFault(kind: .closedMonth, subject: month)) }
        }
    }
}
