import Foundation
import Imaging
import Paperwork
import SampleForms
import Testing

@Suite struct SampleBatchTests {
    @Test(arguments: FormDesign.all.map(\.id), [ScanLevel.office, .hard])
    func theSameSeedGivesTheSameBytes(id: String, level: ScanLevel) throws {
        let form = try #require(FormDesign.all.first { $0.id == id })
        let folder = try TemporaryFolder()
        let files = try ["a.pdf", "b.pdf", "a.tif", "b.tif"].map { name in
            let file = folder.url.appending(path: name)
            try quickBatch(form, level, seed: 5).write(to: file)
            return try Data(contentsOf: file)
        }
        #expect(files[0] == files[1])
        #expect(files[2] == files[3])
        #expect(files[0].starts(with: Data("%PDF".utf8)))
        #expect(files[2].starts(with: Data("II*\0".utf8)))
        let truths = try ["a", "b"].map {
            try Data(contentsOf: folder.url.appending(path: "\($0).truth.json"))
        }
        #expect(truths[0] == truths[1])
    }

    @Test func anotherSeedOrLevelGivesOtherPages() {
        let one = quickBatch(.payroll, .office, seed: 1)
        #expect(one.sheets[0].pixels != quickBatch(.payroll, .office, seed: 2).sheets[0].pixels)
        #expect(one.sheets[0].pixels != quickBatch(.payroll, .clean, seed: 1).sheets[0].pixels)
        #expect(one.truth != quickBatch(.payroll, .office, seed: 2).truth)
    }

    @Test(arguments: FormDesign.all.map(\.id), ScanLevel.allCases)
    func everyPageIsAccountedForOnce(id: String, level: ScanLevel) throws {
        let form = try #require(FormDesign.all.first { $0.id == id })
        let batch = quickBatch(form, level, documents: 5)
        let pages = batch.truth.documents.flatMap(\.pages) + batch.truth.blank + batch.truth.foreign
        #expect(pages.sorted() == Array(1...batch.sheets.count))
        #expect(batch.truth.documents.count == 5)
        #expect(batch.truth.documents.allSatisfy { $0.pages.count == form.pages.count })
    }

    @Test func repeatedPagesStandOneAfterTheOther() {
        let once = quickBatch(.payroll, .hard, documents: 4)
        let thrice = once.repeated(3)
        let pages = thrice.truth.documents.flatMap(\.pages) + thrice.truth.blank + thrice.truth.foreign
        #expect(pages.sorted() == Array(1...once.sheets.count * 3))
        #expect(thrice.sheets.map(\.pixels) == (1...3).flatMap { _ in once.sheets.map(\.pixels) })
        #expect(thrice.truth.documents.map(\.fields) == (1...3).flatMap { _ in once.truth.documents.map(\.fields) })
    }

    @Test(arguments: FormDesign.all.map(\.id))
    func theTruthNamesEveryFieldOfTheForm(id: String) throws {
        let form = try #require(FormDesign.all.first { $0.id == id })
        for document in quickBatch(form, .clean, documents: 3).truth.documents {
            #expect(Set(document.fields.keys) == Set(form.fields.map(\.name)))
            for field in form.fields where !field.options.isEmpty && field.type != "mark-grid" {
                let value = document.fields[field.name] ?? .none
                #expect(value == .none || field.options.contains(value.plainText), "\(field.name)")
            }
        }
    }

    @Test(arguments: ["onestop", "payroll"])
    func theTruthMatchesTheRegister(id: String) throws {
        let form = try #require(FormDesign.all.first { $0.id == id })
        let documents = quickBatch(form, .clean, documents: 20).truth.documents
        #expect(documents.contains { $0.registerKey == nil }, "somebody whom the register lacks")
        for document in documents {
            guard let key = document.registerKey else {
                let number = document.fields["my_number"]?.plainText
                #expect(!smallRegister.residents.contains { $0.myNumber == number })
                continue
            }
            let resident = try #require(smallRegister.residents.first { $0.id == key })
            #expect(document.fields["my_number"] == .text(resident.myNumber))
            #expect(document.fields["kana"] == .text(resident.kana))
            #expect(document.fields["birth"] == .text(resident.birth.iso))
            let homes = [resident.address, resident.previousAddress].compactMap { $0?.normal }
            #expect(homes.contains(document.fields["address"]?.plainText ?? ""))
        }
    }

    @Test func payrollSumsAddUp() {
        for document in quickBatch(.payroll, .clean, documents: 20).truth.documents {
            func yen(_ name: String) -> Int {
                if case .integer(let number) = document.fields[name] { number } else { 0 }
            }
            let parts =
                yen("social_insurance") + yen("life_insurance") + yen("earthquake_insurance") + yen("spouse_deduction")
                + yen("basic_deduction") + 630_000 * yen("dependents_specific") + 480_000 * yen("dependents_elderly")
                + 380_000 * yen("dependents_other")
            #expect(yen("deductions_total") == parts)
            #expect(yen("after_deduction") <= yen("paid"))
            #expect(yen("tax_withheld") <= yen("after_deduction"))
        }
    }

    @Test func aGoldenCaseHoldsTheScanAndWhatToExpect() throws {
        let folder = try TemporaryFolder()
        let batch = quickBatch(.onestop, .clean)
        try batch.writeCase(to: folder.url)
        let expected = try String(contentsOf: folder.url.appending(path: "expected.yml"), encoding: .utf8)
        let number = try #require(batch.truth.documents[0].fields["my_number"])
        #expect(expected.contains("my_number: \"\(number.plainText)\""))
        #expect(FileManager.default.fileExists(atPath: folder.url.appending(path: "scan.pdf").path))
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func theSheetSaysHowItLiesOnTheForm(seed: UInt64) throws {
        let batch = SampleBatch.drawn(
            .survey, level: .hard, documents: 1, seed: seed, register: smallRegister, dpi: 100)
        let page = try #require(batch.truth.documents.first?.pages.first)
        let sheet = batch.sheets[page - 1]
        var seen = 0
        for element in FormDesign.survey.pages[0] {
            guard case .box(let zone, let thickness) = element, thickness > 0.3 else { continue }
            for step in 1..<20 {
                let place = Point(zone.left + zone.width * Double(step) / 20, zone.top)
                #expect(sheet.darkest(around: sheet.toScan(place)) < 140)
                seen += 1
            }
        }
        #expect(seen >= 19)
    }
}

extension ScannedSheet {
    /// The darkest pixel within a pixel of a point of the upright scan; 0 beyond the picture's edge, where nothing is said.
    fileprivate func darkest(around point: Point) -> UInt8 {
        let (x, y) = (Int(point.x.rounded(.down)), Int(point.y.rounded(.down)))
        let isSideways = quarterTurns % 2 == 1
        let (width, height) = isSideways ? (pixels.height, pixels.width) : (pixels.width, pixels.height)
        guard x > 1, y > 1, x < width - 2, y < height - 2 else { return 0 }
        let around = (-1...1).flatMap { dy in (-1...1).map { dx in (x + dx, y + dy) } }
        return around.map { x, y in
            switch quarterTurns {
            case 1: pixels[height - 1 - y, x]
            case 2: pixels[width - 1 - x, height - 1 - y]
            case 3: pixels[y, width - 1 - x]
            default: pixels[x, y]
            }
        }.min() ?? 0
    }
}
