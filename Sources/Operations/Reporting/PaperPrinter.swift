package import Foundation
internal import Paperwork
internal import WebDriver

/// Prints a page that fetches nothing onto A4, by the browser without a screen.
package enum PaperPrinter {
    /// The page as PDF.
    ///
    /// - throws: `Trouble` where the browser is not installed or does not answer.
    package static func pdf(_ html: String) async throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tema-print-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "page.html")
        try Data(html.utf8).write(to: file)
        do {
            return try await Browser.with { browser in
                try await browser.open(file.absoluteString)
                return try await browser.pdf(margin: 0, printsBackground: true)
            }
        } catch let failure as BrowserFailure {
            throw Trouble(
                .file,
                Wording(
                    ja: "PDF を作れません（\(failure)）。", en: "the PDF can't be made (\(failure))"),
                remedy: Wording(
                    ja: "chromium と chromium-driver が入っているか、tema doctor で確かめてください。",
                    en: "see whether chromium and chromium-driver are installed (tema doctor)"))
        }
    }
}
