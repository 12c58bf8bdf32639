internal import CPoppler
internal import Foundation

/// How the streams of a PDF file are encrypted that opens without a password, as one does that only forbids printing or
/// changes (ISO 32000-1, 7.6.3; ISO 32000-2, 7.6.4 for AES with 256 bits).
///
/// Strings are left as they are: nothing looks into them.
struct PDFEncryption {
    private enum Method { case none, rc4, aes128, aes256 }

    private let key: [UInt8]
    private let method: Method

    /// What a password is filled up with.
    private static let padding: [UInt8] = [
        0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
        0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
    ]

    /// Nil where it is encrypted in a way that isn't known, or takes a password.
    ///
    /// - Parameters:
    ///   - entries: the encryption dictionary's, resolved.
    ///   - string: the bytes of a string in it.
    ///   - identifier: the first string of the file's identifier.
    init?(_ entries: [String: PDFValue], identifier: [UInt8], string: (PDFValue?) -> [UInt8]?) {
        guard entries["Filter"]?.name == "Standard", let version = entries["V"]?.integer,
            let revision = entries["R"]?.integer, let owner = string(entries["O"]), let user = string(entries["U"])
        else { return nil }
        switch version {
        case 1, 2: method = .rc4
        case 4, 5:
            guard let method = Self.method(of: entries) else { return nil }
            self.method = method
        default: return nil
        }
        if version == 5 {
            guard let key = Self.longKey(user: user, packed: string(entries["UE"]), revision: revision) else {
                return nil
            }
            self.key = key
            return
        }
        let stated = (entries["Length"]?.integer ?? 40) / 8
        var rest: [UInt8] = []
        if revision >= 4, case .flag(false) = entries["EncryptMetadata"] ?? .null { rest = [255, 255, 255, 255] }
        let permissions = UInt32(truncatingIfNeeded: entries["P"]?.integer ?? 0)
        let start =
            Self.padding + owner.prefix(32) + (0..<4).map { UInt8(truncatingIfNeeded: permissions >> (8 * $0)) }
            + identifier + rest
        let lengths = version == 1 ? [5] : version == 4 ? [16, stated] : [stated]
        let found = lengths.filter { (5...16).contains($0) }.lazy.map { Self.shortKey(start, $0, revision) }
            .first { Self.opens($0, user: user, identifier: identifier, revision) }
        guard let found else { return nil }
        key = found
    }

    private static func method(of entries: [String: PDFValue]) -> Method? {
        let name = entries["StmF"]?.name ?? "Identity"
        if name == "Identity" { return Method.none }
        switch entries["CF"]?.dictionary?[name]?.dictionary?["CFM"]?.name {
        case "None": return Method.none
        case "V2": return .rc4
        case "AESV2": return .aes128
        case "AESV3": return .aes256
        default: return nil
        }
    }

    /// A stream's bytes; nil where they are not whole.
    func decrypted(_ data: Data, ofObject number: Int, generation: Int) -> [UInt8]? {
        switch method {
        case .none: return Array(data)
        case .rc4: return Self.rc4(data, key: ownKey(number, generation))
        case .aes128: return Self.unpadded(data, key: ownKey(number, generation, salt: Array("sAlT".utf8)))
        case .aes256: return Self.unpadded(data, key: key)
        }
    }

    /// Algorithm 1: each object has a key of its own.
    private func ownKey(_ number: Int, _ generation: Int, salt: [UInt8] = []) -> [UInt8] {
        let named = (0..<3).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        let aged = (0..<2).map { UInt8(truncatingIfNeeded: generation >> (8 * $0)) }
        return Array(Self.hash(G_CHECKSUM_MD5, key + named + aged + salt).prefix(min(16, key.count + 5)))
    }

    /// The vector stands before the blocks, whose last bytes say how many there are too many.
    private static func unpadded(_ data: Data, key: [UInt8]) -> [UInt8]? {
        guard let cipher = AES(key: key), data.count >= AES.block else { return data.isEmpty ? [] : nil }
        var plain = cipher.decrypted(data.dropFirst(AES.block), vector: Array(data.prefix(AES.block)))
        if let last = plain.last, (1...AES.block).contains(Int(last)) { plain.removeLast(min(plain.count, Int(last))) }
        return plain
    }

    // MARK: Keys up to 128 bits

    /// Algorithm 2, for the empty password.
    private static func shortKey(_ start: [UInt8], _ length: Int, _ revision: Int) -> [UInt8] {
        var key = hash(G_CHECKSUM_MD5, start)
        if revision >= 3 { for _ in 0..<50 { key = hash(G_CHECKSUM_MD5, Array(key.prefix(length))) } }
        return Array(key.prefix(length))
    }

    /// Algorithms 4 and 5: whether the key is the one that the file was written with.
    private static func opens(_ key: [UInt8], user: [UInt8], identifier: [UInt8], _ revision: Int) -> Bool {
        if revision == 2 { return rc4(padding, key: key) == Array(user.prefix(32)) }
        var check = hash(G_CHECKSUM_MD5, padding + identifier)
        for round in 0..<20 { check = rc4(check, key: key.map { $0 ^ UInt8(round) }) }
        return check == Array(user.prefix(16))
    }

    // MARK: Keys of 256 bits

    /// ISO 32000-2, algorithm 2.A, for the empty password.
    private static func longKey(user: [UInt8], packed: [UInt8]?, revision: Int) -> [UInt8]? {
        guard user.count >= 48, let packed, packed.count >= 32, [5, 6].contains(revision) else { return nil }
        func digest(_ salt: ArraySlice<UInt8>) -> [UInt8] {
            let first = hash(G_CHECKSUM_SHA256, Array(salt))
            return revision == 5 ? first : hardened(first)
        }
        guard digest(user[32..<40]) == Array(user[..<32]) else { return nil }
        let none = [UInt8](repeating: 0, count: AES.block)
        return AES(key: digest(user[40..<48]))?.decrypted(packed.prefix(32), vector: none)
    }

    /// ISO 32000-2, algorithm 2.B, for the empty password.
    private static func hardened(_ first: [UInt8]) -> [UInt8] {
        var digest = first
        var round = 0
        while true {
            let many = (0..<64).flatMap { _ in digest }
            guard let cipher = AES(key: Array(digest[..<16])) else { return [] }
            let mixed = cipher.encrypted(many, vector: Array(digest[16..<32]))
            let kind = mixed[..<16].reduce(0) { $0 + Int($1) } % 3
            digest = hash([G_CHECKSUM_SHA256, G_CHECKSUM_SHA384, G_CHECKSUM_SHA512][kind], mixed)
            round += 1
            if round >= 64, Int(mixed[mixed.count - 1]) <= round - 32 { return Array(digest[..<32]) }
        }
    }

    // MARK: Tools

    private static func hash(_ kind: GChecksumType, _ bytes: [UInt8]) -> [UInt8] {
        let sum = g_checksum_new(kind)
        defer { g_checksum_free(sum) }
        g_checksum_update(sum, bytes, gssize(bytes.count))
        var length = gsize(g_checksum_type_get_length(kind))
        var digest = [UInt8](repeating: 0, count: Int(length))
        g_checksum_get_digest(sum, &digest, &length)
        return digest
    }

    /// A stream cipher: the same way there and back.
    private static func rc4(_ bytes: some Collection<UInt8>, key: [UInt8]) -> [UInt8] {
        var state = (0...255).map { UInt8($0) }
        var j = 0
        for i in 0..<256 {
            j = (j + Int(state[i]) + Int(key[i % key.count])) & 255
            state.swapAt(i, j)
        }
        var i = 0
        j = 0
        return bytes.map { byte in
            i = (i + 1) & 255
            j = (j + Int(state[i])) & 255
            state.swapAt(i, j)
            return byte ^ state[(Int(state[i]) + Int(state[j])) & 255]
        }
    }
}
