package import Engine
internal import Foundation
package import Paperwork
package import Storage
internal import Workflows

extension Store {
    /// The store of that data folder, where something was processed in it.
    ///
    /// - throws: `Trouble` where there is none, or it can't be opened.
    package static func existing(_ dataFolder: DataFolder) throws(Trouble) -> Store {
        guard dataFolder.store != .sqlite || FileManager.default.fileExists(atPath: dataFolder.storeFile.path) else {
            throw Trouble(
                .file,
                Wording(
                    ja: "データフォルダー \(dataFolder.data.path) には、まだ何も処理した記録がありません。",
                    en: "the data folder \(dataFolder.data.path) holds no record of anything processed"),
                remedy: Wording(
                    ja: "--site または --data で、データフォルダーを指定してください。", en: "name the data folder by --site or --data"))
        }
        return try open(dataFolder)
    }
}
