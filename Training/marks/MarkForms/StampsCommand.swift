import ArgumentParser
import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import SampleForms

/// Reads date stamps, and names with and without a seal, whose truth is known.
struct StampsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stamps",
        abstract: "Read drawn date stamps, and names with a seal and without, and say how many are right.")

    @Option(help: "The first form's seed.") var first: UInt64
    @Option(help: "How many forms, one copy each.") var forms = 10
    @Flag(help: "Name each that was read wrong.") var misses = false
    @Option(help: "A folder for pictures of those, as the recognisers see them.") var pictures: String?

    func run() throws {
        var tallies: [String: MarkTally] = [:]
        let recognisers = Recognisers(recognisers: [PrintRecogniser()])
        for seed in first..<first + UInt64(forms) {
            let form = StampedForm(seed: seed)
            let library = FormLibrary(form.design, blanks: [form.blank(dpi: 300)])
            let level: ScanLevel = seed % 3 == 0 ? .clean : .office
            for isSealed in [false, true] {
                let filled = form.filled(1, level: level, isSealed: isSealed)
                guard let page = library.found(filled.sheet) else { continue }
                let fields = try DocumentReader(library: library, recognisers: recognisers)
                    .read(page: page.scan, registration: page.registration)
                for field in fields where isSealed || field.type == "name" {
                    let isRight = field.value == filled.values[field.name]
                    let isDoubted = field.doubtOrFault
                    let kind = field.type == "name" ? (isSealed ? "name, sealed" : "name, not sealed") : "date stamp"
                    tallies[kind, default: MarkTally()].add(
                        isRight: isRight, isAccepted: !isDoubted, isDoubted: isDoubted)
                    if misses, !isRight {
                        print(
                            "form \(seed) \(field.name): \(field.value) of \(field.text) for",
                            filled.values[field.name] ?? .none, field.readings.first?.doubt?.en ?? "")
                        try draw(field, of: page, library: library, as: "\(seed)-\(field.name)")
                    }
                }
            }
        }
        for (kind, tally) in tallies.sorted(by: { $0.key < $1.key }) { print(tally.line(kind)) }
    }

    private func draw(
        _ field: Field, of page: (scan: ScannedPage, registration: FormAlignment), library: FormLibrary, as name: String
    ) throws {
        guard let pictures, let zone = field.zone,
            let blank = library.page(page.registration.form, page.registration.formPage)
        else { return }
        let folder = URL(filePath: pictures)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let cutter = ZoneCutter(page: page.scan, registration: page.registration, blank: blank)
        var crops = [("seen", cutter.writing(in: zone)), ("whole", cutter.picture(of: zone))]
        if field.type != "name" { crops += cutter.stampedBands(in: zone).enumerated().map { ("band\($0)", $1) } }
        for (kind, crop) in crops {
            try Canvas(over: crop.bitmap.grayPixels(), dpi: crop.dpi).png()
                .write(to: folder.appending(path: "\(name)-\(kind).png"))
        }
    }
}

extension Field {
    /// Whether a person must look whatever the confidence: a doubt, or a proof that failed.
    fileprivate var doubtOrFault: Bool { readings.first?.doubt != nil || proof.problem != nil || value.isEmpty }
}
