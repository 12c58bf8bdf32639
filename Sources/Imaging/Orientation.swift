internal import CLeptonica

/// How a picture must be turned to stand upright: the eight values of the TIFF and EXIF tag 274.
enum Orientation: Int, Sendable {
    case upright = 1
    case mirrored = 2
    case upsideDown = 3
    case upsideDownMirrored = 4
    case transposed = 5
    /// Turn clockwise to read.
    case turnedLeft = 6
    case transposedUpsideDown = 7
    /// Turn counter-clockwise to read.
    case turnedRight = 8

    /// Across and down change places.
    var swapsSides: Bool { rawValue >= 5 }

    /// The picture, upright.
    func upright(_ bitmap: Bitmap) -> Bitmap {
        switch self {
        case .upright: bitmap
        case .mirrored: bitmap.flippedLeftRight()
        case .upsideDown: bitmap.turned(quarterTurns: 2)
        case .upsideDownMirrored: bitmap.flippedTopBottom()
        case .transposed: bitmap.flippedLeftRight().turned(quarterTurns: 3)
        case .turnedLeft: bitmap.turned(quarterTurns: 1)
        case .transposedUpsideDown: bitmap.flippedLeftRight().turned(quarterTurns: 1)
        case .turnedRight: bitmap.turned(quarterTurns: 3)
        }
    }
}
