internal import Imaging
internal import Paperwork

/// A blank form's page in grey, with its measures: the picture that a survey works on.
struct SurveyRaster {
    /// At most about `finest` dots per inch.
    let page: GrayPixels
    /// Millimetres of a pixel's sides.
    let across: Double
    let down: Double
    /// Pixels darker than this are ink.
    let threshold: UInt8

    /// Dots per inch: thin rules are still seen, and more costs time only.
    static let finest = 200.0
    /// The tones between which ink and paper part: whatever a page without ink, or with much of it, would tell.
    private static let thresholds: ClosedRange<UInt8> = 90...200

    /// - parameter paper: Millimetres of the whole picture.
    init(_ page: GrayPixels, paper: PaperSize) {
        let dpi = Double(page.width) / paper.width * 25.4
        let factor = Self.finest / dpi
        self.page =
            factor < 0.9
            ? page.scaled(
                width: max(1, Int((Double(page.width) * factor).rounded())),
                height: max(1, Int((Double(page.height) * factor).rounded()))) : page
        across = paper.width / Double(self.page.width)
        down = paper.height / Double(self.page.height)
        threshold = min(max(self.page.otsuThreshold(), Self.thresholds.lowerBound), Self.thresholds.upperBound)
    }

    /// The same measures, of another picture of the same size.
    func with(_ page: GrayPixels) -> SurveyRaster { SurveyRaster(page, like: self) }

    private init(_ page: GrayPixels, like other: SurveyRaster) {
        (self.page, across, down, threshold) = (page, other.across, other.down, other.threshold)
    }

    func area(_ box: PixelRect) -> Area {
        Area(
            left: Double(box.x) * across, top: Double(box.y) * down, right: Double(box.maxX) * across,
            bottom: Double(box.maxY) * down)
    }

    /// The pixels that touch the area.
    func box(_ area: Area) -> PixelRect {
        let (left, top) = (Int((area.left / across).rounded(.down)), Int((area.top / down).rounded(.down)))
        return PixelRect(
            x: left, y: top, width: Int((area.right / across).rounded(.up)) - left,
            height: Int((area.bottom / down).rounded(.up)) - top
        ).clipped(width: page.width, height: page.height)
    }
}

extension GrayPixels {
    /// Rows become columns.
    func transposed() -> GrayPixels {
        let result = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
            bytes.withUnsafeBufferPointer { source in
                var place = 0
                for x in 0..<width {
                    var from = x
                    for _ in 0..<height {
                        buffer[place] = source[from]
                        place &+= 1
                        from &+= width
                    }
                }
            }
            count = bytes.count
        }
        return GrayPixels(width: height, height: width, bytes: result)
    }

    /// Fills that part with one tone.
    mutating func fill(_ box: PixelRect, with tone: UInt8) {
        let inside = box.clipped(width: width, height: height)
        guard inside.width > 0 else { return }
        for y in inside.y..<inside.maxY {
            let start = y * width + inside.x
            bytes.replaceSubrange(start..<start + inside.width, with: repeatElement(tone, count: inside.width))
        }
    }
}
