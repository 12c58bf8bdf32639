internal import CSodium
package import Foundation
package import Paperwork

/// Signs the snapshots of closed months: Ed25519 (RFC 8032), as libsodium has it.
package struct LedgerSeal: Sendable {
    private let secret: [UInt8]
    /// 64 hexadecimal digits: whoever keeps it elsewhere can prove the snapshots without this place.
    package let publicKey: String

    /// The key in that file. Only its owner may read the file.
    ///
    /// - Parameter makesKey: makes one where there is none.
    /// - throws: `Trouble` where the file is not there or can't be written, or holds no key.
    package init(keyFile: URL, makesKey: Bool = true) throws(Trouble) {
        _ = sodium_init()
        if !FileManager.default.fileExists(atPath: keyFile.path) {
            guard makesKey else { throw Self.missing(keyFile) }
            try Self.makeKey(keyFile)
        }
        guard let secret = try? [UInt8](Data(contentsOf: keyFile)), secret.count == Int(crypto_sign_SECRETKEYBYTES)
        else {
            throw Trouble(
                .file,
                Wording(
                    ja: "月締めの鍵 \(keyFile.path) を読めません。", en: "the key for closing months can't be read: \(keyFile.path)"
                ),
                remedy: Wording(ja: "バックアップから戻してください。", en: "bring it back from a backup"))
        }
        self.secret = secret
        publicKey = Self.hex(Array(secret.suffix(Int(crypto_sign_PUBLICKEYBYTES))))
    }

    private static func makeKey(_ file: URL) throws(Trouble) {
        var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
        var secret = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
        crypto_sign_keypair(&publicKey, &secret)
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        } catch {
            throw cannotWrite(file)
        }
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        // Another process may have made it in between: that one holds.
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard write(descriptor, secret, secret.count) == secret.count, fsync(descriptor) == 0 else {
            throw cannotWrite(file)
        }
    }

    private static func missing(_ file: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "月締めの鍵 \(file.path) がありません。締めた月の署名は確かめられますが、このままでは次の月を締められません。",
                en: "the key for closing months is not there: \(file.path); months that are closed can still be "
                    + "proved, but no other can be closed with it"),
            remedy: Wording(
                ja: "バックアップの keys/ledger.key を戻してください。失われたときは tema ledger close に --new-key を付けると新しい鍵で署名します。",
                en:
                    "bring back keys/ledger.key from a backup; where it is lost, tema ledger close --new-key signs with "
                    + "a new one"))
    }

    private static func cannotWrite(_ file: URL) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "月締めの鍵 \(file.path) を書けません。", en: "the key for closing months can't be written: \(file.path)"),
            remedy: Wording(ja: "空き容量と権限を確かめてください。", en: "check free space and permissions"))
    }

    /// As 128 hexadecimal digits.
    func sign(_ text: String) -> String {
        var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
        let bytes = Array(text.utf8)
        crypto_sign_detached(&signature, nil, bytes, UInt64(bytes.count), secret)
        return Self.hex(signature)
    }

    static func isOf(_ bytes: [UInt8], signature: String, publicKey: String) -> Bool {
        _ = sodium_init()
        guard let signature = Self.bytes(signature), signature.count == Int(crypto_sign_BYTES),
            let key = Self.bytes(publicKey), key.count == Int(crypto_sign_PUBLICKEYBYTES)
        else { return false }
        return crypto_sign_verify_detached(signature, bytes, UInt64(bytes.count), key) == 0
    }

    private static func hex(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02x", $0) }.joined() }

    private static func bytes(_ hex: String) -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[place...place + 1], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
