internal import Foundation
package import Paperwork

/// Where the second reader is installed: PP-OCRv6 small (PaddleOCR, Apache-2.0), run by OpenVINO (Apache-2.0), both as
/// `Scripts/install-packages` lays them.
package struct SecondReader: Sendable, Hashable {
    /// The folder with `lib/`, `models/` and `licenses/`.
    package let folder: String

    /// OpenVINO's library, by the name of the one version that Tema is built for.
    static let library = "libopenvino_c.so.2641"

    package init(folder: String) { self.folder = folder }

    /// In the folder that the environment's `TEMA_SECOND_READER` names; without one, where `Scripts/install-packages` lays it.
    package static let installed = SecondReader(
        folder: ProcessInfo.processInfo.environment["TEMA_SECOND_READER"] ?? "/usr/local/lib/tema/second-reader")

    var libraries: String { "\(folder)/lib" }
    /// Reads lines.
    var recogniser: String { "\(folder)/models/PP-OCRv6_rec_small.onnx" }
    /// Finds the lines of a page.
    var detector: String { "\(folder)/models/PP-OCRv6_det_small.onnx" }

    var hasModels: Bool {
        [recogniser, detector].allSatisfy { FileManager.default.isReadableFile(atPath: $0) }
    }

    /// What keeps it from reading; nil where it can.
    package func missing() -> Trouble? {
        for file in ["\(libraries)/\(Self.library)", recogniser, detector]
        where !FileManager.default.isReadableFile(atPath: file) {
            return trouble(
                Wording(ja: "第二の文字認識のファイル「\(file)」がありません。", en: "The second reader's file '\(file)' is missing."))
        }
        guard let library = OpenVINOLibrary.opened(in: libraries) else {
            return trouble(
                Wording(
                    ja: "第二の文字認識のライブラリ（OpenVINO）を読み込めません。この機種では動かないか、壊れています。",
                    en:
                        "The second reader's library (OpenVINO) can't be loaded: it is not for this processor, or damaged."
                ))
        }
        guard let network = LineNetwork.lent(self, library: library) else { return damaged }
        network.giveBack()
        return nil
    }

    var damaged: Trouble {
        trouble(
            Wording(
                ja: "第二の文字認識のモデル「\(recogniser)」が壊れているか、別の版です。",
                en: "The second reader's model '\(recogniser)' is damaged or of another version."))
    }

    private func trouble(_ message: Wording) -> Trouble {
        Trouble(
            .installation, message,
            remedy: Wording(
                ja: "Scripts/install-packages を実行してください。無くても Tesseract が代わりに読みますが、確認に回る値が増えます。",
                en:
                    "Run Scripts/install-packages. Without it Tesseract reads in its place, and more values go to a person."
            ))
    }
}
