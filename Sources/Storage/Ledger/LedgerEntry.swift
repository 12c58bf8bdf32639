internal import Paperwork
internal import SQLAccess

/// What time an entry of the ledger is of.
package enum LedgerKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// A document that is settled: its baseline, and the people's time that was measured at it.
    case document
    /// Sorting, unstapling, scanning.
    case preparation
    /// What could not be done at the station, as a call to whoever filled the form in.
    case exceptions
    /// Typing once more into another system.
    case reEntry = "re_entry"
    /// The share of a month in making the workflow.
    case setUp = "set_up"
    /// Keeping the workflow going.
    case upkeep

    /// Shared time stands beside that of people who process documents.
    var isOverhead: Bool { self == .setUp || self == .upkeep }
}

/// One row of the ledger. Durations are whole milliseconds, with a minus where the entry takes another back.
struct LedgerEntry {
    var document: String?
    var kind: LedgerKind
    var turn: Int
    /// The id of the entry that this one takes back.
    var reverses: Int?
    var day: String
    var department: String
    var workflow: String
    var baseline: Int?
    var outcome: String?
    var documents = 0
    var unfinished = 0
    var straightThrough = 0
    var baselineMs = 0
    var humanMs = 0
    var overheadMs = 0
    var machineMs = 0
    var isRepeat = false
    var actor: String?
    var reason: String?

    /// All of it as text: each value as its length in bytes of UTF-8, a colon, the value and a line feed; `-` where it has
    /// none. So no two entries have the same text.
    var canonical: String {
        let values: [String?] = [
            document, kind.rawValue, String(turn), reverses.map(String.init), day, department, workflow,
            baseline.map(String.init), outcome, String(documents), String(unfinished), String(straightThrough),
            String(baselineMs), String(humanMs), String(overheadMs), String(machineMs), isRepeat ? "1" : "0", actor,
            reason,
        ]
        return values.map { value in value.map { "\($0.utf8.count):\($0)\n" } ?? "-\n" }.joined()
    }

    /// The digest of what one transaction adds, in its order, as the audit trail keeps it.
    static func digest(_ entries: [LedgerEntry]) -> String { SHA256.hex(entries.map(\.canonical).joined().utf8) }

    func reversed(id: Int, on day: String, actor: String?, reason: String?) -> LedgerEntry {
        var entry = self
        entry.reverses = id
        entry.day = day
        entry.documents = -documents
        entry.unfinished = -unfinished
        entry.straightThrough = -straightThrough
        entry.baselineMs = -baselineMs
        entry.humanMs = -humanMs
        entry.overheadMs = -overheadMs
        entry.machineMs = -machineMs
        entry.actor = actor
        entry.reason = reason
        return entry
    }
}

extension LedgerEntry {
    init(_ row: SQLRow) throws(Trouble) {
        guard let kind = LedgerKind(rawValue: try row.text("kind")) else {
            throw .unexpectedData("The ledger holds an entry of a kind that this version does not know")
        }
        self.init(
            document: try row.optionalText("document"), kind: kind, turn: try row.integer("turn"),
            reverses: try row.optionalInteger("reverses"), day: try row.text("day"),
            department: try row.text("department"), workflow: try row.text("workflow"),
            baseline: try row.optionalInteger("baseline"), outcome: try row.optionalText("outcome"),
            documents: try row.integer("documents"), unfinished: try row.integer("unfinished"),
            straightThrough: try row.integer("straight_through"), baselineMs: try row.integer("baseline_ms"),
            humanMs: try row.integer("human_ms"), overheadMs: try row.integer("overhead_ms"),
            machineMs: try row.integer("machine_ms"), isRepeat: try row.flag("is_repeat"),
            actor: try row.optionalText("actor"), reason: try row.optionalText("reason"))
    }
}
