internal import Engine
internal import Foundation
internal import Hummingbird
internal import Operations
internal import Paperwork
internal import Storage
internal import Workflows

/// The stopwatch for work by hand.
struct StudyRoutes: Sendable {
    let station: Station
    let pages: Pages

    func add(to router: Router<StationContext>) {
        pages.add("study", at: "/time/study", under: .time, to: router)
        router.get("/api/time/study") { request, context in
            let visitor = try context.signedIn()
            let id = request.uri.queryParameters.get("workflow") ?? ""
            return try await Response.json { try answer(try station.workflow(id, for: visitor), visitor) }
        }
        router.post("/api/time/study") { request, context in
            let visitor = try context.signedIn(as: .clerk, .it, .manager)
            let body = try await request.decode(as: Body.self, context: context)
            return try await Response.json { try act(body, visitor) }
        }
    }

    struct Body: Decodable, Sendable {
        enum Action: String, Decodable { case start, stop, discard, note }

        var workflow: String
        var action: Action
        var note: String?
        var sample: Int?
    }

    struct Answer: Encodable, Sendable {
        var samples: [TimeSample]
        var study: TimeStudy
        /// Since when the visitor's stopwatch runs.
        var running: Date?
        /// For the job file.
        var lines: String?
    }

    private func act(_ body: Body, _ visitor: Visitor) throws -> Answer {
        let workflow = try station.workflow(body.workflow, for: visitor)
        let (store, person, note) = (station.store, visitor.account.display, body.note ?? "")
        let isDone =
            switch body.action {
            case .start:
                try store.startSample(
                    workflow: workflow.id, formVersion: workflow.formVersions, person: person, now: store.now()) != nil
            case .stop:
                try store.stopSample(workflow: workflow.id, person: person, note: note, now: store.now()) != nil
            case .discard:
                try store.discardSample(body.sample ?? 0, workflow: workflow.id, note: note)
            case .note:
                try store.noteSample(body.sample ?? 0, workflow: workflow.id, note: note)
            }
        guard isDone else {
            throw Refusal.changed(
                Wording(ja: "計測の状態が変わっています。画面を開き直してください。", en: "the stopwatch is not as this page has it: reload it"))
        }
        return try answer(workflow, visitor)
    }

    private func answer(_ workflow: Workflow, _ visitor: Visitor) throws -> Answer {
        let samples = try station.store.samples(workflow: workflow.id)
        let study = TimeStudy(samples, formVersion: workflow.formVersions)
        return Answer(
            samples: samples.filter { $0.seconds != nil }.reversed(), study: study,
            running: samples.last {
                $0.seconds == nil && !$0.isDiscarded && $0.person == visitor.account.display
            }?.begun, lines: study.jobFileLines)
    }
}
