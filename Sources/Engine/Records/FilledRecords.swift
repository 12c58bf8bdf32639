package import Foundation
package import Paperwork

/// What was drawn onto forms that citizens sign, by the id in their QR codes: a sheet that comes back is known by it.
package struct FilledRecords: Sendable {
    private let folder: URL

    package init(_ dataFolder: DataFolder) { folder = dataFolder.data.appending(path: "filled") }

    /// Whether any form was filled.
    var areAny: Bool { FileManager.default.fileExists(atPath: folder.path) }

    /// - Throws: an error of the file system.
    package func keep(_ values: [String: FieldValue], as id: String) throws {
        guard let file = file(id) else { return }
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try JSONEncoder().encode(values).write(to: file, options: .atomic)
    }

    /// Nil where no form was filled for that id.
    func values(_ id: String) -> [String: FieldValue]? {
        guard let file = file(id), let data = try? Data(contentsOf: file) else { return nil }
        return try? JSONDecoder().decode([String: FieldValue].self, from: data)
    }

    /// An id comes from paper: it names a file of this folder, or none.
    private func file(_ id: String) -> URL? {
        let isName = !id.isEmpty && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        return isName ? folder.appending(path: "\(id).json") : nil
    }
}
