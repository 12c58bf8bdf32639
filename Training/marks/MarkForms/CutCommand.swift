import ArgumentParser
import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import SampleForms

/// Cuts the zones that are marked or not out of sheets whose truth is known.
struct CutCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cut",
        abstract: "Add the zones of marked sheets, as the network for marks sees them, to a file.",
        discussion: """
            Each zone is one byte, the class (0 not marked, 1 marked, 2 a person must look), and then what MarkPicture makes \
            of it: 24 × 24 pixels, row by row, three bytes each. With --samples the sheets are the sample forms'; their \
            fields to write in count as zones that are marked where something is written, as for seals and signatures.
            """)

    @OptionGroup var sheets: SheetOptions
    @Flag(help: "The sample forms: as many documents as --forms × --sheets says, of each.") var samples = false
    @Option(help: "The file that is added to.") var out: String

    func run() throws {
        if !FileManager.default.fileExists(atPath: out) { try Data().write(to: URL(filePath: out)) }
        let file = try FileHandle(forWritingTo: URL(filePath: out))
        try file.seekToEnd()
        if samples {
            for (index, design) in FormDesign.all.enumerated() {
                for (part, level) in [ScanLevel.office, .hard].enumerated() {
                    try SamplePages(
                        design: design, level: level, documents: sheets.forms * sheets.sheets / 2,
                        seed: sheets.first + UInt64(index * 2 + part) * 1_000
                    ).forEachPage { try file.write(contentsOf: records(of: $0)) }
                }
            }
        } else {
            try sheets.forEachPage { try file.write(contentsOf: records(of: $0)) }
        }
        try file.close()
    }

    private func records(of page: MarkedPage) -> Data {
        guard let blank = page.library.page(page.registration.form, page.registration.formPage) else { return Data() }
        let cutter = ZoneCutter(page: page.scan, registration: page.registration, blank: blank)
        let zones = page.definitions.flatMap { definition in
            let kinds =
                page.deeds[definition.name].map { $0.map(MarkPicture.Kind.init) }
                ?? definition.kinds(truth: page.values[definition.name] ?? .none)
            return zip(definition.judgedZones, kinds).map { (zone: $0, kind: $1) }
        }
        .filter { $0.zone.page == page.registration.formPage }
        let pictures = MarkPicture.pictures(of: zones.map { cutter.mark(in: $0.zone) })
        var records = Data()
        for (zone, picture) in zip(zones, pictures) {
            guard let picture else { continue }
            records.append(UInt8(zone.kind.rawValue))
            records.append(contentsOf: picture.values.map { UInt8(($0 * 255).rounded()) })
        }
        return records
    }
}

extension MarkPicture.Kind {
    fileprivate init(_ deed: MarkedForm.Deed) {
        switch deed {
        case .nothing: self = .unmarked
        case .mark, .second: self = .marked
        case .struckMark, .stray, .touch: self = .unclear
        }
    }
}

extension FieldDefinition {
    fileprivate var judgedZones: [Zone] {
        switch place {
        case .options(let options): options.map(\.zone)
        case .zone(let zone): [zone]
        default: []
        }
    }

    fileprivate func kinds(truth: FieldValue) -> [MarkPicture.Kind] {
        switch (place, truth) {
        case (.options(let options), .list(let marked)):
            options.map { marked.contains($0.name) ? .marked : .unmarked }
        case (.options(let options), _): options.map { truth == .text($0.name) ? .marked : .unmarked }
        case (.zone, _): [truth != .flag(false) && !truth.isEmpty ? .marked : .unmarked]
        default: []
        }
    }
}
