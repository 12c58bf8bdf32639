import Foundation
import Slips
import Testing

/// A file that can't be taken costs that file alone, and the message says what to do.
@Suite struct BadInputTests {
    @Test(arguments: [
        ("empty.pdf", Data(), "is empty", "Scan or copy it again"),
        ("cut.pdf", Data(BadFiles.truncatedPDF), "damaged or cut short", "Scan or copy it again"),
        ("cut.tif", BadFiles.truncatedTIFF, "damaged or cut short", "Scan or copy it again"),
        ("locked.pdf", BadFiles.lockedPDF, "protected with a password", "Remove the password"),
        ("hollow.pdf", BadFiles.pdfWithoutPages, "damaged or cut short", "Scan"),
        ("huge.png", BadFiles.hugePNG, "too large (60000 × 60000 pixels", "limits: {pixels: 3600000000}"),
        ("letter.docx", Data("PK\u{03}\u{04}".utf8), "does not read", "Save it as PDF, TIFF, JPEG or PNG"),
    ])
    func aBadFileIsRefusedAndTheOthersAreRead(name: String, content: Data, what: String, remedy: String) throws {
        let folder = try SlipFolder()
        try folder.write(content, to: name)
        try folder.scan([.plain])
        let run = try Tema.run(["run", "slip", name, "scan.pdf"], in: folder.url)
        #expect(run.status == 74)
        #expect(run.messages.contains(name))
        #expect(run.messages.contains(what), "\(run.messages)")
        #expect(run.messages.contains(remedy), "\(run.messages)")
        let results = try Results(folder.file("out/results.json"))
        #expect(results.batches.map(\.file) == ["scan.pdf"])
        #expect(results.batches.first?.documents.map(\.state) == ["done"])
    }

    @Test(arguments: [
        ("nothing.pdf", "There is no file"), ("empty", "holds no file"), ("/dev/null", "not a regular file"),
    ])
    func whatIsNoFileIsRefused(path: String, what: String) throws {
        let folder = try SlipFolder()
        try FileManager.default.createDirectory(at: folder.file("empty"), withIntermediateDirectories: true)
        let run = try Tema.run(["run", "slip", path], in: folder.url)
        #expect(run.status == 74)
        #expect(run.messages.contains(what), "\(run.messages)")
        #expect(run.messages.contains("→"))
    }

    @Test func aWrongNameDoesNotMatter() throws {
        let folder = try SlipFolder()
        try folder.scan([.plain], to: "scan.png")
        #expect(try Tema.run(["run", "slip", "scan.png"], in: folder.url).status == 0)
    }

    @Test func theSiteFileRaisesAndLowersLimits() throws {
        let folder = try SlipFolder(site: "limits: {pixels: 100000}\n")
        try folder.scan([.plain])
        let run = try Tema.run(["run", "slip", "scan.pdf"], in: folder.url)
        #expect(run.output.contains("limits: {pixels:"))
        #expect(run.output.contains("1 set aside"))
    }

    @Test(arguments: [["--out", "/dev/null/out"], ["--out", "slip/workflow.yml"], ["--data", "/dev/null/data"]])
    func aFolderThatCannotBeMadeIsNamed(options: [String]) throws {
        let folder = try SlipFolder()
        try folder.scan([.plain])
        let run = try Tema.run(["run", "slip", "scan.pdf"] + options, in: folder.url)
        #expect(run.status == 74)
        #expect(run.messages.contains(options[1]))
        #expect(run.messages.contains("→"))
    }

    /// A limit on the size of files is what a process can set for itself to find no room.
    @Test(arguments: [4_096, 40_000, 90_000])
    func aFullDiskStopsTheRunAndLosesNothing(bytes: Int) throws {
        let folder = try SlipFolder()
        try folder.scan(Array(repeating: .plain, count: 2))
        let arguments = ["run", "slip", "scan.pdf", "--data", "data"]
        let full = try Tema.run(arguments, in: folder.url, fileSizeLimit: bytes)
        #expect(full.status == 74, "\(full.messages)")
        #expect(full.messages.contains("→"), "\(full.messages)")
        let roomy = try Tema.run(arguments, in: folder.url)
        #expect(roomy.status == 0, "\(roomy.messages)")
        #expect(try Results(folder.file("out/results.json")).batches.first?.documents.map(\.state) == ["done", "done"])
    }

    @Test func aMissingModelIsNamedWithItsPackage() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate)
        let run = try Tema.run(["doctor"], in: folder.url, environment: ["TESSDATA_PREFIX": folder.url.path])
        #expect(run.status == 74)
        #expect(run.output.contains("sudo apt-get install tesseract-ocr-jpn"), "\(run.output)")
    }

    /// Found by where programs are looked for: a folder that has none.
    @Test(arguments: [true, false])
    func aMissingCurlIsNamedWhereSomethingIsPosted(posts: Bool) throws {
        let step = "- post: {to: city, url: \"http://127.0.0.1:9/records\", body: {consent: \"{consent}\"}}"
        let folder = try SlipFolder(
            steps: "- read\n- review" + (posts ? "\n" + step : ""), site: "data: data\nworkflows: [slip]\n")
        try FileManager.default.createDirectory(
            at: folder.file("nothing"), withIntermediateDirectories: true)
        let run = try Tema.run(
            ["doctor", "--language", "en"], in: folder.url, environment: ["PATH": folder.file("nothing").path])
        #expect(run.output.contains("there is no curl on this machine") == posts, "\(run.output) \(run.messages)")
        #expect(run.output.contains("apt install curl") == posts)
        let whole = try Tema.run(["doctor", "--language", "en"], in: folder.url)
        #expect(!whole.output.contains("there is no curl"))
    }
}
