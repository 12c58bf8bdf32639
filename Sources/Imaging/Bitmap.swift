internal import CLeptonica
internal import Foundation

/// A picture in memory; the one owner of a Leptonica `PIX`.
///
/// A bitmap never changes after it is made: every operation returns a new one, and one thread at a time hands it to
/// Leptonica. That is why it may be shared between threads although it holds a C pointer.
package final class Bitmap: @unchecked Sendable {
    private let pointer: UnsafeMutablePointer<PIX>
    private let turn = NSLock()

    package let width: Int
    package let height: Int
    /// Bits per pixel: 1 (1 is black), 8 (grey, 0 is black) or 32 (colour).
    package let depth: Int

    /// Takes over the ownership of `pointer`.
    init(takingOwnershipOf pointer: UnsafeMutablePointer<PIX>) {
        self.pointer = pointer
        width = Int(pixGetWidth(pointer))
        height = Int(pixGetHeight(pointer))
        depth = Int(pixGetDepth(pointer))
    }

    deinit {
        var owned: UnsafeMutablePointer<PIX>? = pointer
        pixDestroy(&owned)
    }

    /// Lends the picture for one look. For this room's own files, which use no other operation of the same bitmap
    /// meanwhile; other rooms take `grayPixels()`.
    ///
    /// Many of Leptonica's functions count a reference to their source up and down, and up to 1.82 without atomics: two
    /// threads in such functions with the same picture would destroy it under its owner's hands.
    func withPIX<Result>(_ body: (UnsafeMutablePointer<PIX>) throws -> Result) rethrows -> Result {
        try turn.withLock { try body(pointer) }
    }

    /// A new picture from this one.
    func transformed(_ operation: (UnsafeMutablePointer<PIX>) -> UnsafeMutablePointer<PIX>?) -> Bitmap {
        guard let pix = withPIX(operation) else {
            preconditionFailure("No memory for a picture of \(width) × \(height) pixels")
        }
        return Bitmap(takingOwnershipOf: pix)
    }
}

extension Bitmap {
    /// An 8-bit grey bitmap with those pixels.
    package convenience init(_ pixels: GrayPixels) {
        guard let pix = pixCreate(Int32(pixels.width), Int32(pixels.height), 8) else {
            preconditionFailure("Leptonica has no memory for a picture of \(pixels.width) × \(pixels.height) pixels")
        }
        let wordsPerLine = Int(pixGetWpl(pix))
        guard let data = pixGetData(pix) else { preconditionFailure("A new picture has data") }
        data.withMemoryRebound(to: UInt8.self, capacity: wordsPerLine * 4 * pixels.height) { destination in
            pixels.bytes.withUnsafeBufferPointer { source in
                for y in 0..<pixels.height where pixels.width > 0 {
                    (destination + y * wordsPerLine * 4).update(
                        from: source.baseAddress! + y * pixels.width, count: pixels.width)
                }
            }
        }
        pixEndianByteSwap(pix)
        self.init(takingOwnershipOf: pix)
    }

    /// The picture in grey; colour is weighed as Leptonica does by default, 1-bit pictures become 0 and 255.
    package func grayPixels() -> GrayPixels {
        let gray = gray8()
        let swapped = gray.transformed { pixEndianByteSwapNew($0) }
        let (width, height) = (gray.width, gray.height)
        let bytes = swapped.withPIX { pix in
            let bytesPerLine = Int(pixGetWpl(pix)) * 4
            guard let data = pixGetData(pix) else { preconditionFailure("A picture has data") }
            return [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
                data.withMemoryRebound(to: UInt8.self, capacity: bytesPerLine * height) { source in
                    for y in 0..<height where width > 0 {
                        (buffer.baseAddress! + y * width).update(from: source + y * bytesPerLine, count: width)
                    }
                }
                count = width * height
            }
        }
        return GrayPixels(width: width, height: height, bytes: bytes)
    }

    /// The same picture with 8 bits per pixel; itself where it has them.
    package func gray8() -> Bitmap {
        if depth == 8, withPIX({ pixGetColormap($0) == nil }) { return self }
        return transformed { pixConvertTo8($0, 0) }
    }
}
