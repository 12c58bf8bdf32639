internal import Engine
internal import Evidence
internal import Foundation
internal import Paperwork
internal import Storage
internal import Workflows

extension AcceptanceKeeper {
    /// Seconds between two rounds.
    private static let roundSeconds = 600.0

    /// Goes round the site's workflows until the end is asked for: stops what drifted, and looks where a look is due. What goes
    /// wrong with one is told once, and does not hold up the others.
    func goRound(_ site: Site, until isOver: StopSignal, report: (Wording) -> Void) {
        var told: Set<String> = []
        repeat {
            for workflow in SiteWorkflows(site).read().value ?? [] {
                do {
                    for stop in try watch(workflow) {
                        report(
                            Wording(ja: "\(workflow.id): \(stop.because.ja)", en: "\(workflow.id): \(stop.because.en)"))
                    }
                    switch try due(at: workflow) {
                    case .look: _ = try look(at: workflow, by: nil)
                    case .calibration: try calibrate(workflow)
                    case nil: break
                    }
                } catch {
                    let wording = Wording(error)
                    if told.insert("\(workflow.id) \(wording.en)").inserted { report(wording) }
                }
            }
        } while !isOver.wait(seconds: Self.roundSeconds)
    }
}
