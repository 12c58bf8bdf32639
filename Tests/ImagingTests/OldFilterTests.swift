import Testing

@testable import Imaging

@Suite struct OldFilterTests {
    /// ISO 32000-1, 7.4.4.2, its own example.
    @Test func `LZW is unpacked as the standard's example`() {
        let packed: [UInt8] = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01]
        #expect(OldFilters.lzw(packed, early: true, limit: 100) == [45, 45, 45, 45, 45, 65, 45, 45, 45, 66])
        #expect(OldFilters.lzw(packed, early: true, limit: 5) == nil)
    }

    @Test(arguments: [true, false]) func `codes grow to twelve bits, and begin anew`(early: Bool) {
        let text = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* $0 / 7) }
        #expect(OldFilters.lzw(Self.packed(text, early: early), early: early, limit: 30_000) == text)
    }

    @Test func `run lengths are unpacked`() {
        #expect(OldFilters.runLength([2, 1, 2, 3, 254, 9, 128, 5], limit: 100) == [1, 2, 3, 9, 9, 9])
        #expect(OldFilters.runLength([254, 9], limit: 2) == nil)
    }

    /// What an encoder makes of it: a table of the strings that came, cleared when it is full.
    private static func packed(_ bytes: [UInt8], early: Bool) -> [UInt8] {
        var (bits, count, width, output) = (0, 0, 9, [UInt8]())
        func put(_ code: Int) {
            bits = bits << width | code
            count += width
            while count >= 8 {
                output.append(UInt8(truncatingIfNeeded: bits >> (count - 8)))
                count -= 8
                bits &= 1 << count - 1
            }
        }
        var table: [[UInt8]: Int] = [:]
        func clear() {
            put(256)
            table = Dictionary(uniqueKeysWithValues: (0...255).map { ([UInt8($0)], $0) })
            width = 9
        }
        clear()
        var next = 258
        var word: [UInt8] = []
        for byte in bytes {
            if table[word + [byte]] != nil {
                word.append(byte)
                continue
            }
            put(table[word] ?? 0)
            table[word + [byte]] = next
            next += 1
            // The decoder's table is one entry behind.
            let limit = next - 1 + (early ? 1 : 0)
            width = limit >= 2048 ? 12 : limit >= 1024 ? 11 : limit >= 512 ? 10 : 9
            if next == 4094 {
                clear()
                next = 258
            }
            word = [byte]
        }
        put(table[word] ?? 0)
        put(257)
        width = 8
        put(0)
        return output
    }
}
