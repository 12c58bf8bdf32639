package import Foundation

/// A temporary folder that holds the workflow `slip`, its form and its scans; gone when the test ends.
package final class SlipFolder: Sendable {
    package let url: URL

    /// - Parameters:
    ///   - template: the form template's text.
    ///   - steps: the job file's steps, as YAML list items without indentation.
    ///   - site: the site file's text; nil for none.
    package init(
        template: String = Slip.marksTemplate, split: String = "form", steps: String = SlipFolder.markSteps,
        hasBaseline: Bool = true, site: String? = nil
    ) throws {
        url = FileManager.default.temporaryDirectory.appending(path: "tema-\(UUID().uuidString)").standardizedFileURL
        try write(
            Self.job(split: split, steps: steps, hasBaseline: hasBaseline), to: "slip/workflow.yml")
        try write(template, to: "slip/forms/slip.yml")
        try write(Slip.blank, to: "slip/forms/slip-blank.pdf")
        if let site { try write(site, to: "tema.yml") }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Reads the marks, so loosely that they all pass, and exports them.
    package static let markSteps = """
        - read: {error-budget: 49%}
        - export:
            file: slip-{batch}.csv
            encoding: CP932
            columns: {帳票: _document, ページ: _pages, 同意: consent, 至急: urgent, 受取方法: way}
        """

    /// A job file.
    package static func job(split: String, steps: String, hasBaseline: Bool) -> String {
        """
        workflow: slip
        title: 給付申請
        department: 福祉課
        intake: {inbox: slip, split: \(split)}
        forms: [forms/slip.yml]
        steps:
        \(steps.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))

        """
            + (hasBaseline
                ? """
                time:
                  baseline: {minutes: 2, spread: 0.5, sample: 30, timed: 2026-05-18, by: 福祉課, approved: 係長}

                """ : "")
    }

    package var workflow: URL { file("slip") }

    package func file(_ path: String) -> URL { url.appending(path: path) }

    @discardableResult
    package func write(_ text: String, to path: String) throws -> URL { try write(Data(text.utf8), to: path) }

    @discardableResult
    package func write(_ bytes: Data, to path: String) throws -> URL {
        let file = file(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file)
        return file
    }

    @discardableResult
    package func scan(_ pages: [Slip.Page], to path: String = "scan.pdf") throws -> URL {
        try write(Slip.pdf(pages), to: path)
    }
}
