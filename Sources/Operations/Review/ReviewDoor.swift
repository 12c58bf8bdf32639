package import Engine
internal import Foundation
package import Paperwork
internal import Storage
package import Workflows

/// Where scripts settle what waits: the desk that the station sits at, one document at a time, by name.
package struct ReviewDoor: Sendable {
    private let store: Store
    private let desk: ReviewDesk
    private let reviewer: Reviewer
    private let workflows: [Workflow]

    /// - Parameters:
    ///   - name: who does it, as the audit trail has it.
    ///   - workflows: the site's.
    /// - throws: `Trouble` where there is no store, or it can't be opened.
    package init(_ dataFolder: DataFolder, site: Site, workflows: [Workflow], by name: String, language: Language)
        throws
    {
        store = try Store.existing(dataFolder)
        desk = ReviewDesk(store: store, dataFolder: dataFolder, site: site)
        reviewer = Reviewer(atCommandLine: name, language: language)
        self.workflows = workflows
    }

    /// The documents that wait, those to settle first in front.
    ///
    /// - throws: `Trouble` where the store can't be read.
    package func list(workflow: String?, batch: String?) throws -> [WaitingLine] {
        try desk.queue(
            for: reviewer, workflows: workflows, only: workflow, batch: batch, limit: Int(Int32.max)
        ).map { WaitingLine($0) }
    }

    /// What is to be settled of a document. It is in nobody's hand after that.
    ///
    /// - throws: `Trouble` where there is no such document, or it does not wait.
    package func show(_ id: String) throws -> WaitingSheet {
        guard let view = try desk.look(id, for: reviewer) else { throw try obstacle(to: id) }
        return WaitingSheet(view)
    }

    /// What to settle of a document, and how.
    package struct Order: Sendable {
        /// A value; nil where it is right as it stands.
        package var fields: [(name: String, text: String?)] = []
        /// Every field that waits is right as it stands.
        package var allOpen = false
        /// The key of the register's record that the document speaks of; empty where it has none.
        package var record: String?
        package var force = false
        /// Let what stands against the document pass.
        package var despiteProblems = false
        /// Working time; nil where none was measured.
        package var seconds: Double?

        package init() {}
    }

    /// Settles what `order` says, in its order, and gives the document back.
    ///
    /// - throws: `Trouble` where there is no such document or field, it does not wait, or someone else has it in hand.
    package func settle(_ id: String, _ order: Order) throws -> ReviewReceipt {
        try withDocument(id) { view, hold in
            let known = Set(view.fields.map(\.name))
            if let wrong = order.fields.first(where: { !known.contains($0.name) }) {
                throw Trouble.noField(wrong.name, known: view.fields.map(\.name))
            }
            var work = Work(door: self, hold: hold, view: view, order: order)
            try work.run()
            return ReviewReceipt(
                id, end: work.end, view: work.view, settled: work.settled, refused: work.refused,
                counted: work.counted, isGiven: order.seconds != nil)
        }
    }

    /// Rejects a document.
    ///
    /// - throws: `Trouble` as above.
    package func reject(_ id: String, reason: String, seconds: Double?) throws -> ReviewReceipt {
        try withDocument(id) { view, hold in
            try desk.reject(hold, reason: reason, seconds: seconds ?? 0, mode: Self.mode, for: reviewer)
            return ReviewReceipt(
                id, end: .rejected, view: view, settled: [], refused: [], counted: seconds ?? 0,
                isGiven: seconds != nil)
        }
    }

    /// As review entries have it.
    private static let mode = "command"

    private func withDocument<Result>(
        _ id: String, _ body: (ReviewView, ReviewHold) throws -> Result
    ) throws -> Result {
        guard let view = try desk.open(id, for: reviewer) else { throw try obstacle(to: id) }
        let hold = ReviewHold(document: id, account: reviewer.account, token: view.token)
        defer { try? desk.giveBack(hold, putOff: false) }
        do {
            return try body(view, hold)
        } catch is LostHold {
            throw try obstacle(to: id)
        }
    }

    private func obstacle(to id: String) throws -> Trouble {
        guard let document = try store.document(id) else { return .noDocument(id) }
        guard document.state == .review else { return .doesNotWait(id, document.state) }
        if let holder = try store.holder(ofDocument: id, now: store.now()), holder.account != reviewer.account {
            return .isHeld(id, by: holder.account)
        }
        return .takesAnother(id, than: reviewer.account)
    }
}

extension ReviewDoor {
    /// Carries out one order.
    private struct Work {
        let door: ReviewDoor
        let hold: ReviewHold
        var view: ReviewView
        let order: Order
        var end = ReviewReceipt.End.waits
        var settled: [String] = []
        var refused: [ReviewReceipt.Refusal] = []

        /// The fields that are settled so far, and not asked for again.
        private var tried: Set<String> = []
        /// The given time, shared out among what is known to be settled.
        private var share = 0.0
        /// What of it was counted.
        private(set) var counted = 0.0

        init(door: ReviewDoor, hold: ReviewHold, view: ReviewView, order: Order) {
            self.door = door
            self.hold = hold
            self.view = view
            self.order = order
        }

        private var fields: [(name: String, text: String?)] {
            guard order.allOpen else { return tried.isEmpty ? order.fields : [] }
            return view.fields.filter { ($0.state == .doubt || $0.state == .second) && !tried.contains($0.name) }
                .map { ($0.name, nil) }
        }

        mutating func run() throws {
            share = (order.seconds ?? 0) / Double(max(1, fields.count + (order.record == nil ? 0 : 1)))
            if order.allOpen, fields.isEmpty, view.problems.isEmpty {
                note(try door.desk.askAgain(hold, for: door.reviewer), of: "")
            }
            var share = share
            // What is settled may bring others into doubt, as a rule that fails then.
            while end == .waits, case let fields = fields, !fields.isEmpty {
                for field in fields where end == .waits { try settle(field.name, field.text, seconds: share) }
                share = 0
            }
            if let record = order.record, end == .waits { try choose(record) }
            if order.despiteProblems { try letPass() }
        }

        private mutating func settle(_ name: String, _ text: String?, seconds: Double) throws {
            tried.insert(name)
            let entry = ReviewDesk.Entry(field: name, text: text, force: order.force, seconds: seconds, mode: mode)
            if !note(try door.desk.settle(hold, entry, for: door.reviewer), of: name) {
                settled.append(name)
                counted += seconds
            }
        }

        private var mode: String { ReviewDoor.mode }

        private mutating func choose(_ key: String) throws {
            guard let register = view.register?.name else { throw Trouble.noRegister(view.id) }
            let settlement = try door.desk.choose(
                record: key, of: register, hold, seconds: share, mode: mode, for: door.reviewer)
            note(settlement, of: register)
            settled.append(register)
            counted += share
        }

        private mutating func letPass() throws {
            var seconds = settled.isEmpty ? order.seconds ?? 0 : 0
            while end == .waits, view.open == 0, let problem = view.problems.first {
                let settlement = try door.desk.waive(
                    hold, rule: problem.rule, field: problem.field, seconds: seconds, mode: mode, for: door.reviewer)
                note(settlement, of: problem.rule)
                settled.append(problem.rule)
                counted += seconds
                seconds = 0
            }
        }

        /// True where it was refused.
        @discardableResult
        private mutating func note(_ settlement: Settlement, of name: String) -> Bool {
            switch settlement {
            case .open(let view): self.view = view
            case .complete: end = .goesOn
            case .waitsForAnother: end = .waitsForAnother
            case .contradicted(let wording):
                refused.append(
                    ReviewReceipt.Refusal(field: name, message: wording.text(in: door.reviewer.language)))
                return true
            }
            return false
        }
    }
}
