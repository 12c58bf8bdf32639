import ArgumentParser
import FieldTypes
import Forms
import Foundation
import Imaging
import Operations
import Paperwork
import Recognition
import Workflows

/// Cuts the zones that are marked or not out of scans whose truth is known.
@main
struct MarkZonesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mark-zones",
        abstract: "Add the marked and unmarked zones of scans, as the network for marks sees them, to a file.",
        discussion: """
            Each zone is one byte, 1 where it is marked, and then what MarkPicture makes of it: 24 × 24 pixels, row by \
            row, a byte for the scan's darkness and a byte for the blank form's. Fields to write in count as zones that \
            are marked where something is written, as for seals and signatures.
            """)

    @Argument(help: "The form's template.") var template: String
    @Argument(help: "A scan whose truth lies beside it, as sample-forms draw writes it.") var scan: String
    @Option(help: "The file that is added to.") var out: String

    func run() throws {
        let checked = TemplateReader.read(URL(filePath: template))
        guard let template = checked.value else {
            throw ValidationError(checked.diagnostics.map { $0.message.en }.joined(separator: "\n"))
        }
        let library = try FormLibrary([template])
        let scan = URL(filePath: scan)
        let truth = try Truth(reading: scan.deletingPathExtension().appendingPathExtension("truth.json"))
        let source = try PageSource(opening: scan)
        var records = Data()
        for document in truth.documents {
            for number in document.pages {
                let page = try source.page(number)
                guard case .form(let registration) = library.identify(page),
                    let blank = library.page(registration.form, registration.formPage)
                else { continue }
                let cutter = ZoneCutter(page: page, registration: registration, blank: blank)
                for zone in template.fields.flatMap({ $0.judgedZones(truth: document.fields[$0.name] ?? .none) })
                where zone.zone.page == registration.formPage {
                    guard let picture = MarkPicture(cutter.mark(in: zone.zone)) else { continue }
                    records.append(zone.isMarked ? 1 : 0)
                    records.append(contentsOf: picture.values.map { UInt8(($0 * 255).rounded()) })
                }
            }
        }
        try append(records)
    }

    private func append(_ records: Data) throws {
        if !FileManager.default.fileExists(atPath: out) { try Data().write(to: URL(filePath: out)) }
        let file = try FileHandle(forWritingTo: URL(filePath: out))
        try file.seekToEnd()
        try file.write(contentsOf: records)
        try file.close()
    }
}

/// A zone, and whether a person made a mark there.
private struct JudgedZone {
    var zone: Zone
    var isMarked: Bool
}

extension FieldDefinition {
    fileprivate func judgedZones(truth: FieldValue) -> [JudgedZone] {
        switch (place, truth) {
        case (.options(let options), .list(let marked)):
            options.map { JudgedZone(zone: $0.zone, isMarked: marked.contains($0.name)) }
        case (.options(let options), _):
            options.map { JudgedZone(zone: $0.zone, isMarked: truth == .text($0.name)) }
        case (.zone(let zone), _):
            [JudgedZone(zone: zone, isMarked: truth != .flag(false) && !truth.isEmpty)]
        default: []
        }
    }
}
