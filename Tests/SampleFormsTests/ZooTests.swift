import Foundation
import Imaging
import Paperwork
import SampleForms
import Testing
import Workflows

@Suite struct ZooTests {
    static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6]

    private func form(_ seed: UInt64, split: ZooSplit = .train) -> ZooForm {
        ZooForm.drawn(seed: seed, index: 1, split: split)
    }

    private func batch(_ form: ZooForm, level: ScanLevel = .office, seed: UInt64 = 1) -> ZooBatch {
        ZooBatch.drawn(form, level: level, documents: 2, seed: seed, split: .train, dpi: 30)
    }

    @Test func withARegisterThePersonIsOneOfItsResidents() throws {
        let register = ResidentRegister.drawn(count: 40, seed: 3)
        var form = self.form(5)
        form.register = register
        #expect(form.job.contains("- reconcile: {with: residents, on: [name_1"))
        let documents = (1...3).flatMap { batch(form, seed: $0).truth.documents }
        var registered = 0
        for document in documents {
            guard let key = document.registerKey else { continue }
            let resident = try #require(register.residents.first { $0.id == key })
            registered += document.fields["name_1"] == .text(resident.name) ? 1 : 0
        }
        #expect(registered > 0)
        let folder = try TemporaryFolder()
        try form.write(to: folder.url)
        let site = try String(contentsOf: folder.url.appending(path: "tema.yml"), encoding: .utf8)
        #expect(site.contains("name_1: 氏名"))
        #expect(FileManager.default.fileExists(atPath: folder.url.appending(path: "residents.csv").path))
        // Without one it is as it was.
        form.register = nil
        #expect(!form.job.contains("reconcile"))
    }

    @Test func theSameSeedDrawsTheSameFormsAndAnotherDrawsOthers() throws {
        let folder = try TemporaryFolder()
        func bytes(_ name: String, seed: UInt64) throws -> [Data] {
            let place = folder.url.appending(path: name)
            let drawn = form(seed)
            try drawn.write(to: place)
            try batch(drawn, seed: seed).write(to: place, named: "office")
            let id = drawn.design.id
            return try [
                "forms/\(id).yml", "forms/\(id)-blank.pdf", "office.pdf", "office.truth.json", "office.zones.json",
            ].map { try Data(contentsOf: place.appending(path: $0)) }
        }
        let (one, again, other) = try (bytes("a", seed: 8), bytes("b", seed: 8), bytes("c", seed: 9))
        #expect(one == again)
        for (mine, theirs) in zip(one, other) { #expect(mine != theirs) }
        #expect(form(8).design.template != form(8, split: .report).design.template)
    }

    @Test(arguments: seeds)
    func aJobOfARandomFormHasNoMistakes(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        try form(seed).write(to: folder.url)
        let checked = WorkflowReader.read(folder.url, site: nil)
        #expect(checked.diagnostics.isEmpty, "\(checked.diagnostics)")
    }

    @Test(arguments: seeds)
    func zonesLieOnThePaperAndTheTruthNamesEachField(seed: UInt64) throws {
        let drawn = form(seed)
        let design = drawn.design
        #expect(design.fields.count > 4)
        for zone in design.fields.flatMap(\.zones) {
            #expect(zone.left > 5 && zone.top > 5 && zone.width > 2 && zone.height > 2)
            #expect(zone.right < design.paper.width - 5 && zone.bottom < design.paper.height - 5)
        }
        let filled = batch(drawn)
        #expect(filled.truth.documents.count == 2)
        for document in filled.truth.documents {
            #expect(Set(document.fields.keys) == Set(design.fields.map(\.name)))
        }
        #expect(filled.truth.documents[0].fields != filled.truth.documents[1].fields)
    }

    @Test(arguments: seeds, ScanLevel.allCases)
    func everyZoneIsOnTheScannedSheet(seed: UInt64, level: ScanLevel) {
        let filled = batch(form(seed), level: level)
        #expect(!filled.zones.isEmpty)
        for placed in filled.zones {
            let sheet = filled.sheets[placed.page - 1].pixels
            #expect(placed.corners.count == 4)
            for corner in placed.corners {
                #expect(corner[0] >= 0 && corner[0] <= Double(sheet.width), "\(placed.field)")
                #expect(corner[1] >= 0 && corner[1] <= Double(sheet.height), "\(placed.field)")
            }
        }
    }

    @Test func allThatFormsHoldIsDrawn() {
        var kinds: Set<String> = []
        var types: Set<String> = []
        for seed in UInt64(1)...14 {
            let drawn = form(seed)
            types.formUnion(drawn.design.fields.map(\.type))
            kinds.formUnion(batch(drawn).zones.map { $0.writing + " " + $0.kind })
        }
        #expect(
            types.isSuperset(of: [
                "name", "kana", "address", "postal-code", "phone", "date", "era-date", "time", "yen", "number",
                "corporate-number", "my-number", "bank-account", "text", "choice", "circled", "checkbox", "mark-grid",
                "table",
            ]))
        #expect(
            kinds.isSuperset(of: [
                "print date stamp", "print name with seal", "print comb", "hand comb", "hand name",
                "print printed units",
                "hand printed units", "mark words", "mark boxes", "mark numbers", "mark ovals", "mark brackets",
                "mark cells",
            ]))
    }

    @Test(arguments: seeds)
    func whatIsMarkedIsAmongTheOptions(seed: UInt64) {
        let drawn = form(seed)
        for document in batch(drawn).truth.documents {
            for field in drawn.design.fields where !field.options.isEmpty {
                switch document.fields[field.name] ?? .none {
                case .text(let word): #expect(field.options.contains(word))
                case .list(let words): #expect(words.allSatisfy(field.options.contains))
                case .none: #expect(field.isOptional)
                default: Issue.record("\(field.name) has another kind of value")
                }
            }
        }
    }

    @Test(arguments: seeds)
    func whereTextIsThereIsInk(seed: UInt64) throws {
        let drawn = form(seed)
        let filled = ZooBatch.drawn(drawn, level: .clean, documents: 1, seed: seed, split: .train, dpi: 150)
        let folder = try TemporaryFolder()
        try filled.writeCrops(to: folder.url)
        for placed in filled.zones where placed.writing != "mark" && placed.type != "table" {
            let file = folder.url.appending(path: "\(placed.page)-\(placed.field).png")
            let crop = try PageSource(opening: file).page(1).bitmap.grayPixels()
            #expect(placed.text.isEmpty || crop.bytes.contains { $0 < 200 }, "\(placed.field): \(placed.text)")
        }
    }

    @Test func noTypeFaceLiesInTwoSplits() {
        let names = TypeFamily.all.map(\.name)
        #expect(Set(names).count == names.count)
        for split in ZooSplit.allCases {
            for kind in [TypeFamily.Kind.japanese, .latin, .hand] { #expect(!TypeFamily.of(kind, in: split).isEmpty) }
        }
        // What the glyph reader's shapes were drawn from.
        let known = [
            "IPAexMincho", "IPAexGothic", "Noto Sans CJK JP", "Noto Serif CJK JP", "VL Gothic", "Inconsolata", "Hack",
        ]
        #expect(TypeFamily.all.filter { known.contains($0.name) }.allSatisfy { $0.split == .train })
    }
}
