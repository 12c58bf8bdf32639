internal import CLeptonica

extension Bitmap {
    /// Hands over the pixels as they lie in memory, without a copy: lines of whole 32-bit words in this machine's byte
    /// order. They mean something only to `init(width:height:depth:filledBy:)` on a machine of the same kind.
    package func withMemory<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withPIX { try body(UnsafeRawBufferPointer(Self.memory(of: $0))) }
    }

    /// A bitmap without a palette whose memory `fill` writes, all of it; nil where `fill` says that it could not, or
    /// where there is no memory for such a picture.
    ///
    /// - Parameter depth: bits per pixel: 1, 8 or 32.
    package convenience init?(
        width: Int, height: Int, depth: Int, filledBy fill: (UnsafeMutableRawBufferPointer) -> Bool
    ) {
        guard let pix = pixCreateNoInit(Int32(clamping: width), Int32(clamping: height), Int32(clamping: depth)) else {
            return nil
        }
        self.init(takingOwnershipOf: pix)
        guard withPIX({ fill(Self.memory(of: $0)) }) else { return nil }
    }

    private static func memory(of pix: UnsafeMutablePointer<PIX>) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(
            start: pixGetData(pix), count: Int(pixGetWpl(pix)) * 4 * Int(pixGetHeight(pix)))
    }
}
