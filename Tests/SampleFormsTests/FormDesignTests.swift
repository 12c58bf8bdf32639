import Foundation
import Paperwork
import SampleForms
import Testing

@Suite struct FormDesignTests {
    @Test(arguments: ["onestop", "payroll", "survey"])
    func theCommittedTemplateIsUpToDate(id: String) throws {
        let design = try #require(FormDesign.all.first { $0.id == id })
        let file = Project.folder.appending(path: "Workflows/\(id)/forms/\(id).yml")
        let committed = try String(contentsOf: file, encoding: .utf8)
        #expect(committed == design.template, "run `sample-forms forms --out Workflows`")
    }

    @Test(arguments: FormDesign.all.map(\.id))
    func zonesLieOnThePageAndApart(id: String) throws {
        let design = try #require(FormDesign.all.first { $0.id == id })
        let zones = design.fields.flatMap { field in field.zones.map { (field.name, $0) } }
        for (name, zone) in zones {
            #expect(zone.left >= 0 && zone.top >= 0, "\(name)")
            #expect(zone.right <= design.paper.width && zone.bottom <= design.paper.height, "\(name)")
            #expect((1...design.pages.count).contains(zone.page), "\(name)")
        }
        for (index, (name, zone)) in zones.enumerated() {
            for (other, second) in zones.dropFirst(index + 1) where second.page == zone.page {
                let across = min(zone.right, second.right) - max(zone.left, second.left)
                let down = min(zone.bottom, second.bottom) - max(zone.top, second.top)
                #expect(across < 0.01 || down < 0.01, "\(name) overlaps \(other)")
            }
        }
    }

    @Test(arguments: FormDesign.all.map(\.id))
    func theBlankHasAllPagesAndIsAlwaysTheSame(id: String) throws {
        let design = try #require(FormDesign.all.first { $0.id == id })
        let folder = try TemporaryFolder()
        let blanks = try (1...2).map { number in
            let file = folder.url.appending(path: "\(number).pdf")
            try design.writeBlank(to: file)
            return try Data(contentsOf: file)
        }
        #expect(blanks[0] == blanks[1])
        #expect(String(decoding: blanks[0], as: UTF8.self).contains("/Count \(design.pages.count)"))
    }

    @Test func anUnwritableBlankIsATrouble() {
        let nowhere = URL(filePath: "/nowhere/blank.pdf")
        #expect {
            try FormDesign.onestop.writeBlank(to: nowhere)
        } throws: { error in
            (error as? Trouble)?.kind == .file
        }
    }
}
