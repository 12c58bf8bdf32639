import Imaging

extension GrayPixels {
    /// Paper brought to 255 and the rest in proportion.
    func whitened() -> GrayPixels {
        let white = max(paperWhite, 64)
        let table = (0..<256).map { UInt8(min(255, $0 * 255 / white)) }
        return GrayPixels(width: width, height: height, bytes: bytes.map { table[Int($0)] })
    }
}
