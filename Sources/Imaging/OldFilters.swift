/// The `LZWDecode` and `RunLengthDecode` filters of PDF (ISO 32000-1, 7.4.4 and 7.4.5), for a look at what a page draws.
enum OldFilters {
    /// - Parameters:
    ///   - early: whether codes grow one code earlier than they must, as the filter's `EarlyChange` says.
    ///   - limit: bytes that it may unpack to.
    /// - Returns: nil where the codes make no sense or come to more than `limit`; what ends without its end mark is taken.
    static func lzw(_ bytes: some Sequence<UInt8>, early: Bool, limit: Int) -> [UInt8]? {
        var output: [UInt8] = []
        /// Where in `output` each code's bytes stand, from code 258 on.
        var entries: [Range<Int>] = []
        var previous: Range<Int>?
        var (bits, count, width) = (0, 0, 9)
        for byte in bytes {
            bits = (bits << 8 | Int(byte)) & 0xFFFFFF
            count += 8
            guard count >= width else { continue }
            count -= width
            let code = bits >> count & (1 << width - 1)
            if code == 257 { return output }
            if code == 256 {
                entries.removeAll(keepingCapacity: true)
                (previous, width) = (nil, 9)
                continue
            }
            let start = output.count
            if code < 256 {
                output.append(UInt8(code))
            } else if code - 258 < entries.count {
                output.append(contentsOf: output[entries[code - 258]])
            } else if code - 258 == entries.count, let previous {
                output.append(contentsOf: output[previous])
                output.append(output[previous.lowerBound])
            } else {
                return nil
            }
            guard output.count <= limit else { return nil }
            // The new entry is the one before with the first byte of this one, which follows it in the output.
            if let previous, entries.count < 4096 - 258 {
                entries.append(previous.lowerBound..<previous.upperBound + 1)
            }
            previous = start..<output.count
            let next = 258 + entries.count + (early ? 1 : 0)
            width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9
        }
        return output
    }

    /// - Returns: nil where it comes to more than `limit` bytes.
    static func runLength(_ bytes: some Collection<UInt8>, limit: Int) -> [UInt8]? {
        var output: [UInt8] = []
        var rest = Array(bytes)[...]
        while let length = rest.popFirst(), length != 128 {
            if length < 128 {
                output.append(contentsOf: rest.prefix(Int(length) + 1))
                rest = rest.dropFirst(Int(length) + 1)
            } else if let byte = rest.popFirst() {
                output.append(contentsOf: repeatElement(byte, count: 257 - Int(length)))
            }
            guard output.count <= limit else { return nil }
        }
        return output
    }
}
