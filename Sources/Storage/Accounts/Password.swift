internal import CSodium
internal import Foundation
package import Paperwork

/// Secrets of accounts: passwords by Argon2id (RFC 9106, as libsodium's `crypto_pwhash_str` has it), and random tokens.
package enum Password {
    /// Characters that a password has at least. Length is asked for and no rules of composition, as NIST SP 800-63B advises.
    package static let shortest = 10
    /// Bytes; longer ones are refused, so that nobody makes the place hash megabytes.
    static let longest = 1024

    /// The hash to keep. Takes about 0.1 s and 64 MiB, on purpose.
    ///
    /// - throws: `Trouble` where there is no memory for it.
    static func hash(_ password: String) throws(Trouble) -> String {
        _ = isReady
        var hash = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let length = UInt64(password.utf8.count)
        guard
            crypto_pwhash_str(
                &hash, password, length, UInt64(crypto_pwhash_OPSLIMIT_INTERACTIVE),
                Int(crypto_pwhash_MEMLIMIT_INTERACTIVE)) == 0
        else {
            throw Trouble(
                .file, Wording(ja: "パスワードを処理するメモリーが足りません。", en: "there is no memory to hash a password"),
                remedy: Wording(ja: "空きメモリーを確かめてください。", en: "check the free memory"))
        }
        return String(decoding: hash.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether `hash` is of this password.
    static func matches(_ password: String, hash: String) -> Bool {
        _ = isReady
        guard password.utf8.count <= longest else { return false }
        return crypto_pwhash_str_verify(hash, password, UInt64(password.utf8.count)) == 0
    }

    /// A secret of 256 random bits, as 64 hexadecimal digits.
    package static func token() -> String {
        _ = isReady
        var bytes = [UInt8](repeating: 0, count: 32)
        randombytes_buf(&bytes, bytes.count)
        return bytes.map { String(format: "%02x", $0) }.joined()
    }

    /// Why `password` can't be one; nil where it can.
    package static func fault(of password: String) -> Wording? {
        if password.count < shortest {
            return Wording(
                ja: "パスワードは\(shortest)文字以上にしてください。", en: "a password has at least \(shortest) characters")
        }
        if password.utf8.count > longest {
            return Wording(ja: "パスワードが長すぎます。", en: "the password is too long")
        }
        return nil
    }

    private static let isReady: Bool = sodium_init() >= 0
}
