import Foundation
import SampleForms

/// A folder that is gone when its owner is.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "sample-forms-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

enum Project {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}

/// A small register: quick to draw.
let smallRegister = ResidentRegister.drawn(count: 400, seed: 7)

/// A batch at a resolution that is quick to draw.
func quickBatch(_ form: FormDesign, _ level: ScanLevel, documents: Int = 1, seed: UInt64 = 1) -> SampleBatch {
    SampleBatch.drawn(form, level: level, documents: documents, seed: seed, register: smallRegister, dpi: 25)
}
