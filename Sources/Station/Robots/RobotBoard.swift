internal import Engine
internal import FieldTypes
internal import Forms
internal import Foundation
internal import Operations
internal import Paperwork
internal import Storage
internal import Workflows

/// Puts together what a visitor sees of the robots: only of workflows of their departments.
struct RobotBoard: Sendable {
    let station: Station
    let visitor: Visitor

    /// Entries in doubt or refused that are shown at once, and done ones.
    private static let (open, latest) = (200, 20)

    var desk: RobotDesk { RobotDesk(store: station.store, dataFolder: station.dataFolder) }

    func listing() throws -> RobotListing {
        let role = visitor.account.role
        let lanes = Dictionary(try station.store.lanes().map { ($0.name, $0) }) { first, _ in first }
        let queues = try station.store.laneQueues()
        return RobotListing(
            robots: try names.map { try view($0, lanes, queues) }, mayOpen: role == .it,
            maySettle: [.clerk, .manager].contains(role), mayReview: Tab.review.roles.contains(role))
    }

    /// The visitor's workflows that leave by a lane.
    private func workflows(_ lane: String) -> [Workflow] {
        station.workflows().filter { visitor.account.sees(department: $0.department) && $0.lanes.contains(lane) }
    }

    /// All lanes that the visitor's workflows leave by, in the order of the workflows.
    private var names: [String] {
        var seen = Set<String>()
        return station.workflows().filter { visitor.account.sees(department: $0.department) }.flatMap(\.lanes)
            .filter { seen.insert($0).inserted }
    }

    /// Whether the visitor sees the departments of all workflows that leave by a lane: the pictures of its pages may show
    /// a document of any.
    func seesPages(of lane: String) -> Bool {
        let users = station.workflows().filter { $0.lanes.contains(lane) }
        return !users.isEmpty && users.allSatisfy { visitor.account.sees(department: $0.department) }
    }

    /// Where a picture of a robot's page lies.
    ///
    /// - Throws: `Refusal.missing` where there is none, or the visitor may not see it; that is written down.
    func page(_ which: KeyPath<Lane, String?>, of name: String) throws -> URL {
        guard let lane = try station.store.lanes().first(where: { $0.name == name }), let path = lane[keyPath: which]
        else { throw Refusal.missing }
        guard seesPages(of: name) else {
            try station.store.recordInPlace(
                .accessRefused, actor: visitor.account.name, detail: ["robot": name], now: station.store.now())
            throw Refusal.missing
        }
        return station.dataFolder.data.appending(path: path)
    }

    /// An entry that the visitor may see.
    ///
    /// - Throws: `Refusal.missing` where there is none, or it is of a department that they do not see; that is written down.
    func entry(_ document: String, step: Int) throws -> EnteredDocument {
        guard let found = try station.store.enteredDocument(document, step: step) else { throw Refusal.missing }
        guard visitor.account.sees(department: found.department) else {
            try station.store.recordInPlace(
                .accessRefused, actor: visitor.account.name, detail: ["document": document], now: station.store.now())
            throw Refusal.missing
        }
        return found
    }

    /// Done entries before a moment, the latest first.
    func older(_ lane: String, before: Date) throws -> [EntryView] {
        let workflows = workflows(lane)
        guard !workflows.isEmpty else { throw Refusal.missing }
        return try entries(lane, [.done], workflows, before: before, limit: Self.latest)
    }

    private func view(_ name: String, _ lanes: [String: Lane], _ queues: [LaneQueue]) throws -> RobotView {
        let workflows = workflows(name)
        let ids = Set(workflows.map(\.id))
        let lane = lanes[name]
        let script = workflows.lazy.compactMap { $0.script(into: name) }.first
        let (state, until) = state(lane, script)
        let isShown = seesPages(of: name)
        let has = { (path: String?) in
            path.map {
                FileManager.default.fileExists(atPath: station.dataFolder.data.appending(path: $0).path)
            } ?? false
        }
        let own = queues.filter { ids.contains($0.workflow) && ($0.lane == name || $0.lane == Lane.waiting(name)) }
        let entered = try station.store.entered(into: name).filter { ids.contains($0.key) }
        return RobotView(
            id: name, title: script?.title ?? name, workflows: workflows.map(\.title), state: state,
            reason: state == .works ? nil : lane?.reason?.text(in: visitor.language), until: until,
            hours: script?.hours.map { "\(Self.clock($0.lowerBound))–\(Self.clock($0.upperBound + 1))" },
            waiting: own.map(\.documents).reduce(0, +), entered: entered.values.reduce(0, +),
            document: state == .stopped ? lane?.document : nil,
            hasExpected: isShown && state == .stopped && has(lane?.expected),
            hasFound: isShown && state == .stopped && has(lane?.found),
            repair: state == .stopped && visitor.account.role == .it ? desk.proposal(for: name) : nil,
            doubts: try entries(name, [.inDoubt, .intended], workflows, documents: [.inDoubt], limit: Self.open),
            refused: try entries(name, [.refused], workflows, documents: [.review], limit: Self.open),
            latest: try entries(name, [.done], workflows, limit: Self.latest))
    }

    private func state(_ lane: Lane?, _ script: RobotScript?) -> (RobotView.State, Date?) {
        if lane?.isStopped == true { return (.stopped, nil) }
        let now = station.store.now()
        let until = lane?.restsUntil.flatMap { $0 > now ? $0 : nil }
        if let hours = script?.hours {
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = station.store.timeZone
            let parts = calendar.dateComponents([.hour, .minute], from: now)
            if !hours.contains((parts.hour ?? 0) * 60 + (parts.minute ?? 0)) { return (.closed, until) }
        }
        return until != nil && lane?.reason != nil ? (.rests, until) : (.works, nil)
    }

    private static func clock(_ minute: Int) -> String { String(format: "%d:%02d", minute / 60, minute % 60) }

    private func entries(
        _ lane: String, _ states: [EntryRecord.State], _ workflows: [Workflow], documents: [DocumentState] = [],
        before: Date? = nil, limit: Int
    ) throws -> [EntryView] {
        let byID = Dictionary(workflows.map { ($0.id, $0) }) { first, _ in first }
        return try station.store.enteredDocuments(
            into: lane, states, workflows: workflows.map(\.id), documents: documents, before: before, limit: limit
        ).map { EntryView($0, byID[$0.workflow], pages: station.dataFolder) }
    }
}

extension EntryView {
    init(_ found: EnteredDocument, _ workflow: Workflow?, pages: DataFolder) {
        let entry = found.entry
        let masked = Set((workflow?.forms ?? []).flatMap(\.fields).filter(\.isSensitive).map(\.name))
        self.init(
            document: entry.document, step: entry.step, batch: found.batch, file: found.file, account: entry.account,
            sent: entry.intended, answered: entry.answered, request: entry.request,
            kept: entry.kept.sorted { $0.key < $1.key }.map { name, value in
                Kept(
                    name: workflow?.label(ofField: name) ?? name,
                    value: masked.contains(name) ? String(repeating: "●", count: 4) : value)
            }, message: entry.message,
            hasPicture: entry.picture.map {
                FileManager.default.fileExists(atPath: pages.pages.url(of: $0).path)
            } ?? false)
    }
}
