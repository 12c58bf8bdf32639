internal import FieldTypes
internal import Foundation
internal import Paperwork

/// A language model of Tesseract's, by the name of its file.
enum TesseractModel: String, CaseIterable {
    case english = "eng"
    case japanese = "jpn"

    /// The model that knows all of the repertoire's characters: the English one knows no 円 and no △, and so would drop a
    /// minus sign.
    init(reading repertoire: Repertoire) {
        self = repertoire.isSubset(of: [.digits, .latin]) ? .english : .japanese
    }

    /// The Debian package that holds it.
    var package: String { "tesseract-ocr-\(rawValue)" }

    func isInstalled(in folder: String) -> Bool {
        FileManager.default.isReadableFile(atPath: "\(folder)/\(rawValue).traineddata")
    }

    var missing: Trouble {
        Trouble(
            .installation,
            Wording(
                ja: "文字認識の言語データ「\(rawValue)」が見つからないか、壊れています。",
                en: "Tesseract's language model '\(rawValue)' is missing or damaged."),
            remedy: Wording(
                ja: "パッケージ \(package) を入れてから、もう一度実行してください: sudo apt-get install \(package)",
                en: "Install the package \(package), then run this again: sudo apt-get install \(package)"))
    }
}
