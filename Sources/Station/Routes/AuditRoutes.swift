internal import Engine
internal import Foundation
internal import Hummingbird
internal import Paperwork
internal import Storage

/// Who did what, for auditors and IT.
struct AuditRoutes: Sendable {
    let station: Station
    let pages: Pages

    func add(to router: Router<StationContext>) {
        pages.add("audit", at: "/audit", for: Tab.audit.roles, to: router)
        router.get("/api/audit") { request, context in
            let visitor = try context.signedIn(as: .it, .auditor)
            let query = request.uri.queryParameters
            let filter = AuditFilter(
                actor: query.get("actor"), batch: query.get("batch"), document: query.get("document"),
                before: query.get("before").flatMap { Double($0) }.map { Date(timeIntervalSince1970: $0) })
            return try await Response.json { try list(filter, for: visitor) }
        }
        router.post("/api/audit/verify") { _, context in
            let visitor = try context.signedIn(as: .it, .auditor)
            return try await Response.json { try verify(for: visitor) }
        }
    }

    struct Row: Encodable, Sendable {
        var at: Date
        var chain: String
        var number: Int
        var kind: String
        var words: String
        var actor: String?
        var batch: String?
        var document: String?
        var reason: String?
        var detail: [String: String]
    }

    /// An auditor of some departments sees the batches of those, and what belongs to the place.
    private func list(_ filter: AuditFilter, for visitor: Visitor) throws -> [Row] {
        let store = station.store
        var seen: [String: Bool] = [:]
        return try store.events(filter, limit: 200).filter { event in
            guard let batch = event.batch, !visitor.account.departments.isEmpty else { return true }
            if let known = seen[batch] { return known }
            let sees = try store.batch(batch).map { visitor.account.sees(department: $0.department) } ?? false
            seen[batch] = sees
            return sees
        }.map { event in
            Row(
                at: event.at, chain: event.batch ?? "place", number: event.number, kind: event.kind.rawValue,
                words: event.words.text(in: visitor.language), actor: event.actor, batch: event.batch,
                document: event.document, reason: event.reason?.text(in: visitor.language), detail: event.detail)
        }
    }

    struct Verified: Encodable, Sendable {
        var chains: Int
        var entries: Int
        var faults: [String]
    }

    private func verify(for visitor: Visitor) throws -> Verified {
        var faults: [String] = []
        let summary = try station.store.verifyAudit { fault in
            if faults.count < 100 { faults.append(fault.wording.text(in: visitor.language)) }
        }
        return Verified(chains: summary.chains, entries: summary.entries, faults: faults)
    }
}
