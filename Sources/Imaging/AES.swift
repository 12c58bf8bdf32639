/// The Advanced Encryption Standard (FIPS 197) in cipher block chaining (NIST SP 800-38A), without padding of its own.
struct AES {
    /// Round by round, sixteen bytes each.
    private let roundKeys: [UInt8]
    private let rounds: Int

    static let block = 16

    /// Nil unless the key has 16 or 32 bytes.
    init?(key: [UInt8]) {
        guard [16, 32].contains(key.count) else { return nil }
        let words = key.count / 4
        rounds = words + 6
        var keys = key
        var constant: UInt8 = 1
        for index in words..<4 * (rounds + 1) {
            var word = Array(keys[4 * index - 4..<4 * index])
            if index % words == 0 {
                word = [word[1], word[2], word[3], word[0]].map { Self.substitutes[Int($0)] }
                word[0] ^= constant
                constant = Self.doubled(constant)
            } else if words > 6, index % words == 4 {
                word = word.map { Self.substitutes[Int($0)] }
            }
            for byte in 0..<4 { keys.append(keys[4 * (index - words) + byte] ^ word[byte]) }
        }
        roundKeys = keys
    }

    /// What whole blocks say; what is left at the end of `bytes` is no block.
    func decrypted(_ bytes: some Collection<UInt8>, vector: [UInt8]) -> [UInt8] {
        var input = Array(bytes)
        input.removeLast(input.count % Self.block)
        return [UInt8](unsafeUninitializedCapacity: input.count) { output, initialized in
            var before = vector
            var state = vector
            for start in stride(from: 0, to: input.count, by: Self.block) {
                for index in 0..<Self.block { state[index] = input[start + index] }
                decrypt(&state)
                for index in 0..<Self.block {
                    output[start + index] = state[index] ^ before[index]
                    before[index] = input[start + index]
                }
            }
            initialized = input.count
        }
    }

    /// - Parameter bytes: whole blocks.
    func encrypted(_ bytes: [UInt8], vector: [UInt8]) -> [UInt8] {
        var output = bytes
        var state = vector
        for start in stride(from: 0, to: bytes.count - bytes.count % Self.block, by: Self.block) {
            for index in 0..<Self.block { state[index] ^= bytes[start + index] }
            encrypt(&state)
            for index in 0..<Self.block { output[start + index] = state[index] }
        }
        return output
    }

    private func encrypt(_ state: inout [UInt8]) {
        var next = state
        addKey(0, to: &state)
        for round in 1...rounds {
            for column in 0..<4 {
                for row in 0..<4 {
                    next[4 * column + row] = Self.substitutes[Int(state[4 * ((column + row) % 4) + row])]
                }
                guard round < rounds else { continue }
                let (a, b) = (next[4 * column], next[4 * column + 1])
                let (c, d) = (next[4 * column + 2], next[4 * column + 3])
                let all = a ^ b ^ c ^ d
                next[4 * column] = a ^ all ^ Self.doubled(a ^ b)
                next[4 * column + 1] = b ^ all ^ Self.doubled(b ^ c)
                next[4 * column + 2] = c ^ all ^ Self.doubled(c ^ d)
                next[4 * column + 3] = d ^ all ^ Self.doubled(d ^ a)
            }
            swap(&state, &next)
            addKey(round, to: &state)
        }
    }

    private func decrypt(_ state: inout [UInt8]) {
        var next = state
        addKey(rounds, to: &state)
        for round in (0..<rounds).reversed() {
            for column in 0..<4 {
                for row in 0..<4 {
                    let place = 4 * column + row
                    next[place] =
                        Self.originals[Int(state[4 * ((column + 4 - row) % 4) + row])] ^ roundKeys[16 * round + place]
                }
                guard round > 0 else { continue }
                let (a, b) = (Int(next[4 * column]), Int(next[4 * column + 1]))
                let (c, d) = (Int(next[4 * column + 2]), Int(next[4 * column + 3]))
                let (by9, by11, by13, by14) = (Self.by9, Self.by11, Self.by13, Self.by14)
                next[4 * column] = by14[a] ^ by11[b] ^ by13[c] ^ by9[d]
                next[4 * column + 1] = by9[a] ^ by14[b] ^ by11[c] ^ by13[d]
                next[4 * column + 2] = by13[a] ^ by9[b] ^ by14[c] ^ by11[d]
                next[4 * column + 3] = by11[a] ^ by13[b] ^ by9[c] ^ by14[d]
            }
            swap(&state, &next)
        }
    }

    private func addKey(_ round: Int, to state: inout [UInt8]) {
        for index in 0..<Self.block { state[index] ^= roundKeys[16 * round + index] }
    }

    // MARK: The field of 256 numbers

    private static func doubled(_ number: UInt8) -> UInt8 { number << 1 ^ (number & 0x80 == 0 ? 0 : 0x1B) }

    private static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
        var (sum, term) = (UInt8(0), one)
        for bit in 0..<8 {
            if other >> bit & 1 == 1 { sum ^= term }
            term = doubled(term)
        }
        return sum
    }

    /// FIPS 197, 5.1.1: the inverse in the field, then an affine map.
    private static let substitutes: [UInt8] = {
        var table = [UInt8](repeating: 0x63, count: 256)
        // Three generates all numbers but zero: p runs through its powers, q through their inverses.
        var (p, q) = (UInt8(1), UInt8(1))
        repeat {
            p ^= doubled(p)
            q ^= q << 1
            q ^= q << 2
            q ^= q << 4
            if q & 0x80 != 0 { q ^= 0x09 }
            let turned = [1, 2, 3, 4].reduce(q) { $0 ^ (q << UInt8($1) | q >> UInt8(8 - $1)) }
            table[Int(p)] = turned ^ 0x63
        } while p != 1
        return table
    }()

    private static let originals: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 256)
        for (index, value) in substitutes.enumerated() { table[Int(value)] = UInt8(index) }
        return table
    }()

    private static let by9 = (0...255).map { product(UInt8($0), 9) }
    private static let by11 = (0...255).map { product(UInt8($0), 11) }
    private static let by13 = (0...255).map { product(UInt8($0), 13) }
    private static let by14 = (0...255).map { product(UInt8($0), 14) }
}
