import Imaging

extension GrayPixels {
    /// The pixels inside `rect`, which lies inside the picture.
    func part(_ rect: PixelRect) -> GrayPixels {
        let part = [UInt8](unsafeUninitializedCapacity: rect.width * rect.height) { target, count in
            bytes.withUnsafeBufferPointer { source in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                for y in 0..<rect.height {
                    (to + y * rect.width).update(from: from + (rect.y + y) * width + rect.x, count: rect.width)
                }
            }
            count = rect.width * rect.height
        }
        return GrayPixels(width: rect.width, height: rect.height, bytes: part)
    }

    /// Paper brought to 255 and the rest in proportion.
    func whitened() -> GrayPixels {
        let white = max(paperWhite, 64)
        let table = (0..<256).map { UInt8(min(255, $0 * 255 / white)) }
        return GrayPixels(width: width, height: height, bytes: bytes.map { table[Int($0)] })
    }
}
