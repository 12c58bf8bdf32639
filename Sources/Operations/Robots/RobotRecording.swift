internal import Engine
package import Foundation
package import Paperwork
internal import Robot
internal import WebDriver

/// A person works in a browser, and a robot's script is written of it.
package struct RobotRecording: Sendable {
    private let name: String
    private let title: String
    private let address: URL
    private let fields: URL?

    /// - Parameter fields: a JSON object: field to value, of the document that the person enters.
    package init(name: String, title: String, address: URL, fields: URL?) {
        self.name = name
        self.title = title
        self.address = address
        self.fields = fields
    }

    /// Ends when the person closes the window; the script is written anew after each step.
    ///
    /// - Returns: the steps that were written.
    /// - Throws: `Trouble` where the fields can't be read, the browser not opened, or the script not written.
    package func run(writing file: URL) async throws -> Int {
        let values = try fields.map { try RecordValuesFile.read($0) } ?? [:]
        var options = BrowserOptions()
        options.isVisible = true
        do {
            let browser = try await Browser.start(options)
            let recorder = try await RobotRecorder(
                browser, name: name, title: title, address: address, fields: values)
            var written = 0
            while await recorder.take() {
                if recorder.count > written {
                    try Data(recorder.script().utf8).write(to: file, options: .atomic)
                    written = recorder.count
                }
                try await Task.sleep(for: .milliseconds(300))
            }
            await browser.close()
            return written
        } catch let failure as BrowserFailure {
            throw Trouble(
                .file, failure.message,
                remedy: failure.remedy
                    ?? Wording(
                        ja: "画面のある端末で実行してください（DISPLAY）。", en: "run it where there is a screen (DISPLAY)"))
        }
    }
}
