internal import CLeptonica

/// A picture in memory; the one owner of a Leptonica `PIX`.
///
/// A bitmap never changes after it is made: every operation returns a new one. That is why it may be handed between
/// threads although it holds a C pointer.
package final class Bitmap: @unchecked Sendable {
    /// For this room's own files; other rooms take `grayPixels()`.
    let pointer: UnsafeMutablePointer<PIX>

    /// Takes over the ownership of `pointer`.
    init(takingOwnershipOf pointer: UnsafeMutablePointer<PIX>) {
        self.pointer = pointer
    }

    deinit {
        var owned: UnsafeMutablePointer<PIX>? = pointer
        pixDestroy(&owned)
    }

    package var width: Int { Int(pixGetWidth(pointer)) }
    package var height: Int { Int(pixGetHeight(pointer)) }
    /// Bits per pixel: 1 (1 is black), 8 (grey, 0 is black) or 32 (colour).
    package var depth: Int { Int(pixGetDepth(pointer)) }
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
        let width = gray.width
        let height = gray.height
        guard let swapped = pixEndianByteSwapNew(gray.pointer) else { preconditionFailure("No memory for a picture") }
        let owner = Bitmap(takingOwnershipOf: swapped)
        let wordsPerLine = Int(pixGetWpl(owner.pointer))
        guard let data = pixGetData(owner.pointer) else { preconditionFailure("A picture has data") }
        let bytes = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
            data.withMemoryRebound(to: UInt8.self, capacity: wordsPerLine * 4 * height) { source in
                for y in 0..<height where width > 0 {
                    (buffer.baseAddress! + y * width).update(from: source + y * wordsPerLine * 4, count: width)
                }
            }
            count = width * height
        }
        return GrayPixels(width: width, height: height, bytes: bytes)
    }

    /// The same picture with 8 bits per pixel; itself where it has them.
    package func gray8() -> Bitmap {
        if depth == 8, pixGetColormap(pointer) == nil { return self }
        guard let converted = pixConvertTo8(pointer, 0) else { preconditionFailure("No memory for a picture") }
        return Bitmap(takingOwnershipOf: converted)
    }
}
