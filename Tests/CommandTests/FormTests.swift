import Foundation
import Slips
import Testing

@Suite struct FormTests {
    @Test func aFirstTemplateIsAcceptedAndNamesWhatWasFound() throws {
        let folder = try SlipFolder()
        let blank = HouseTests.root.appending(path: "Workflows/onestop/forms/onestop-blank.pdf")
        let made = try Tema.run(
            ["form", "new", blank.path, "--out", "slip/forms/new.yml", "--id", "new"], in: folder.url)
        #expect(made.status == 0)
        #expect(made.output.contains("fields found"))
        let template = try String(contentsOf: folder.file("slip/forms/new.yml"), encoding: .utf8)
        #expect(template.contains("label: フリガナ"))
        #expect(template.contains("label: 個人番号"))
        #expect(template.matches(of: /cells:/).count >= 3)
        #expect(template.matches(of: /type: checkbox/).count == 2)
        for field in ["name: my_number", "type: my-number", "sensitive: true", "type: postal-code", "name: birth_era"] {
            #expect(template.contains(field), "\(field)")
        }
        #expect(template.contains("# check: the label is not a known one"))

        try folder.write(
            """
            workflow: slip
            title: 新しい業務
            department: 福祉課
            intake: {inbox: slip, split: form}
            forms: [forms/new.yml]
            steps:
              - read

            """, to: "slip/workflow.yml")
        let check = try Tema.run(["check", "slip"], in: folder.url)
        #expect(check.status == 0, "\(check.messages)")

        let again = try Tema.run(["form", "new", blank.path, "--out", "slip/forms/new.yml"], in: folder.url)
        #expect(again.status == 74)
        #expect(again.messages.contains("--force"))
    }

    @Test func aTemplatesZonesAreDrawnOnePicturePerPage() throws {
        let folder = try SlipFolder(template: Slip.twoPageTemplate)
        let show = try Tema.run(["form", "show", "slip/forms/slip.yml", "--out", "zones.png"], in: folder.url)
        #expect(show.status == 0)
        #expect(show.output == "zones.png\nzones-2.png\n")
        for name in ["zones.png", "zones-2.png"] {
            let bytes = try Data(contentsOf: folder.file(name))
            #expect(bytes.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
            // A6 at 150 dots per inch: 620 pixels wide, in the header's bytes 16 to 19.
            #expect(Array(bytes[16..<20]) == [0, 0, 0x02, 0x6C])
        }
    }

    /// Neither a PNG under another kind's name, nor one that has no name before its number.
    @Test(arguments: ["zones.pdf", "zones", "zones.jpg"])
    func aPictureIsNotWrittenUnderAnotherKindsName(name: String) throws {
        let folder = try SlipFolder()
        let show = try Tema.run(["form", "show", "slip/forms/slip.yml", "--out", name], in: folder.url)
        #expect(show.status == 74)
        #expect(show.messages.contains(name) && show.messages.contains(".png"), "\(show.messages)")
        #expect(!FileManager.default.fileExists(atPath: folder.file(name).path))
    }

    @Test func noFurtherPageReplacesAnotherKindOfFile() throws {
        let folder = try SlipFolder(template: Slip.twoPageTemplate)
        let other = Data("notes".utf8)
        try other.write(to: folder.file("zones-2.png"))
        let show = try Tema.run(["form", "show", "slip/forms/slip.yml", "--out", "zones.png"], in: folder.url)
        #expect(show.status == 74)
        #expect(show.messages.contains("zones-2.png"), "\(show.messages)")
        #expect(try Data(contentsOf: folder.file("zones-2.png")) == other)
    }

    @Test func aZoneThatTheBlanksPrintCoversIsNamedByCheckAndByShow() throws {
        let heading = "  - {name: heading, label: 見出し, type: text, zone: [22, 9.5, 56, 5.5], optional: true}\n"
        let folder = try SlipFolder(template: Slip.marksTemplate + heading)
        let line = Slip.marksTemplate.split(separator: "\n", omittingEmptySubsequences: false).count
        let place = "slip/forms/slip.yml:\(line):51: "
        let check = try Tema.run(["check", "slip"], in: folder.url)
        #expect(check.status == 65)
        #expect(check.messages.contains(place), "\(check.messages)")
        #expect(check.messages.contains("'heading'"))
        let show = try Tema.run(["form", "show", "slip/forms/slip.yml", "--out", "zones.png"], in: folder.url)
        #expect(show.status == 65)
        #expect(show.messages.contains(place), "\(show.messages)")
        #expect(FileManager.default.fileExists(atPath: folder.file("zones.png").path))
        let sound = try SlipFolder(template: Slip.writingTemplate)
        #expect(try Tema.run(["check", "slip"], in: sound.url).status == 0)
    }

    @Test(arguments: [
        (["form", "show", "nothing.yml"], Int32(65), "nothing.yml"),
        (["form", "new", "nothing.pdf"], 74, "nothing.pdf"),
        (["form", "new", "slip/workflow.yml"], 74, "workflow.yml"),
        (["form", "show", "slip/forms/slip.yml", "--out", "none/zones.png"], 74, "none"),
    ])
    func whatCannotBeReadOrWrittenIsNamed(arguments: [String], status: Int32, what: String) throws {
        let folder = try SlipFolder()
        let result = try Tema.run(arguments, in: folder.url)
        #expect(result.status == status)
        #expect(result.output == "")
        #expect(result.messages.contains(what), "\(result.messages)")
    }
}
