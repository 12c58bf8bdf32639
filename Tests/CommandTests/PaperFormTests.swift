import Foundation
import Recognition
import SampleForms
import Slips
import Testing

/// A template for papers without a form, from three of them. Needs what reads papers.
@Suite(.enabled(if: SecondReader.installed.missing() == nil)) struct PaperFormTests {
    @Test func aTemplateFromThreePapersReadsAFourth() throws {
        let folder = try SlipFolder()
        for (index, issuer) in [0, 1, 2, 3].enumerated() {
            try InvoiceBatch.drawn(seed: 7, issuers: [issuer], level: .clean)
                .write(to: folder.file("bill-\(index + 1).pdf"))
        }
        let made = try Tema.run(
            ["form", "new", "bill-1.pdf", "bill-2.pdf", "bill-3.pdf", "--out", "slip/forms/new.yml", "--id", "new"],
            in: folder.url)
        #expect(made.status == 0, "\(made.messages)")
        let template = try String(contentsOf: folder.file("slip/forms/new.yml"), encoding: .utf8)
        #expect(template.contains("layout: free"))
        #expect(template.contains("請求書"), "what all of them are known by")
        #expect(template.contains("label: 登録番号"))
        #expect(template.contains("type: invoice-number"))
        try folder.write(
            """
            workflow: slip
            title: 請求書
            department: 会計課
            intake: {inbox: slip, split: file}
            forms: [forms/new.yml]
            steps:
              - read

            """, to: "slip/workflow.yml")
        let check = try Tema.run(["check", "slip"], in: folder.url)
        #expect(check.status == 0, "\(check.messages)")
        let run = try Tema.run(["run", "slip", "bill-4.pdf", "--out", "out"], in: folder.url)
        let truth = try String(contentsOf: folder.file("bill-4.truth.json"), encoding: .utf8)
        let number = try #require(truth.firstMatch(of: /T[0-9]{13}/))
        let results = try String(contentsOf: folder.file("out/results.json"), encoding: .utf8)
        #expect(results.contains(number.output), "\(run.messages)")
    }

    @Test func fewerThanThreePapersTellNoLabels() throws {
        let folder = try SlipFolder()
        let made = try Tema.run(["form", "new", "bill-1.pdf", "bill-2.pdf", "--out", "new.yml"], in: folder.url)
        #expect(made.status == 74)
        #expect(made.messages.contains("three papers"))
    }
}
