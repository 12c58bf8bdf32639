package import Foundation
package import Paperwork

/// Names and passwords for other systems: a file that only the service's user may read, or systemd's credentials.
package enum SecretsReader {
    /// The secrets under one name, as in `{user: …, password: …}`.
    ///
    /// systemd's credentials come first: `NAME.user` and `NAME.password` in the folder that `CREDENTIALS_DIRECTORY` names.
    ///
    /// - Parameter file: `NAME: {user: …, password: …}`; nil where the site names none.
    /// - Throws: `Trouble` where there is no such entry, or others may read the file. No message holds a secret.
    package static func secrets(
        _ name: String, file: URL?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(Trouble) -> [String: String] {
        if let folder = environment["CREDENTIALS_DIRECTORY"] {
            let found = credentials(name, in: URL(filePath: folder))
            if !found.isEmpty { return found }
        }
        guard let file else { throw missing(name, in: "systemd") }
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        guard let mode = attributes?[.posixPermissions] as? Int else { throw missing(name, in: file.path) }
        guard mode & 0o077 == 0 else {
            throw Trouble(
                .definition,
                Wording(
                    ja: "認証情報のファイル \(file.path) を、ほかの利用者も読めます。",
                    en: "the secrets file \(file.path) can be read by other users"),
                remedy: Wording(ja: "chmod 600 を実行してください。", en: "run chmod 600 on it"))
        }
        let definition = DefinitionFile(file, limit: 64 << 10)
        let entry = definition.root?.entries?.first { $0.key.text == name }
        let pairs = (entry?.value.entries ?? []).compactMap { pair in
            pair.key.text.flatMap { key in pair.value.text.map { (key, $0) } }
        }
        guard !pairs.isEmpty else { throw missing(name, in: file.path) }
        return Dictionary(pairs) { $1 }
    }

    private static func credentials(_ name: String, in folder: URL) -> [String: String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let found = files.filter { $0.hasPrefix(name + ".") }.compactMap { file -> (String, String)? in
            guard let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8) else { return nil }
            return (String(file.dropFirst(name.count + 1)), text.trimmingCharacters(in: .newlines))
        }
        return Dictionary(found) { $1 }
    }

    private static func missing(_ name: String, in place: String) -> Trouble {
        Trouble(
            .definition,
            Wording(ja: "認証情報「\(name)」が \(place) にありません。", en: "there are no credentials '\(name)' in \(place)"),
            remedy: Wording(
                ja: "サイトファイルの secrets が指すファイルに書くか、systemd の LoadCredential で渡してください。",
                en:
                    "write them into the file that 'secrets' in the site file names, or pass them by systemd's "
                    + "LoadCredential"))
    }
}
