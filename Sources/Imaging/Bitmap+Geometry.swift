internal import CLeptonica

extension Bitmap {
    /// The part inside `rect`, which is clipped to the picture; nil where nothing of it is inside.
    package func cropped(to rect: PixelRect) -> Bitmap? {
        let inside = rect.clipped(width: width, height: height)
        guard inside.width > 0, inside.height > 0 else { return nil }
        var box = boxCreate(Int32(inside.x), Int32(inside.y), Int32(inside.width), Int32(inside.height))
        defer { boxDestroy(&box) }
        return transformed { pixClipRectangle($0, box, nil) }
    }

    /// Turned clockwise by quarter turns; any whole number.
    package func turned(quarterTurns: Int) -> Bitmap {
        let turns = ((quarterTurns % 4) + 4) % 4
        guard turns != 0 else { return self }
        return transformed { pixRotateOrth($0, Int32(turns)) }
    }

    /// Left and right change places.
    package func flippedLeftRight() -> Bitmap {
        transformed { pixFlipLR(nil, $0) }
    }

    /// Top and bottom change places.
    package func flippedTopBottom() -> Bitmap {
        transformed { pixFlipTB(nil, $0) }
    }

    /// Larger or smaller by a factor: each new pixel is the mean of the area that it covers when shrinking, linear
    /// between pixels when growing. The result is grey.
    package func scaled(by factor: Double) -> Bitmap {
        scaled(across: factor, down: factor)
    }

    /// As `scaled(by:)`, with a factor of its own for each direction.
    package func scaled(across: Double, down: Double) -> Bitmap {
        precondition(across > 0 && down > 0, "A scale is above 0")
        if across == 1, down == 1 { return gray8() }
        let newWidth = max(1, Int((Double(width) * across).rounded()))
        let newHeight = max(1, Int((Double(height) * down).rounded()))
        return Bitmap(grayPixels().scaled(width: newWidth, height: newHeight))
    }
}

extension ScannedPage {
    /// The page with fewer dots per inch, grey; itself where it has no more than `dpi`.
    package func reduced(toDPI dpi: Double) -> ScannedPage {
        guard dpi > 0, self.dpi > dpi else { return self }
        let factor = dpi / self.dpi
        var page = self
        page.bitmap = bitmap.scaled(by: factor)
        page.dpi = dpi
        page.textLayer = textLayer?.scaled(by: factor)
        page.overlay = overlay?.scaled(by: factor)
        return page
    }
}

extension TextLayer {
    func scaled(by factor: Double) -> TextLayer {
        TextLayer(
            glyphs: glyphs.map {
                Glyph(
                    text: $0.text, left: $0.left * factor, top: $0.top * factor, right: $0.right * factor,
                    bottom: $0.bottom * factor, isSure: $0.isSure)
            })
    }
}

extension PageOverlay {
    func scaled(by factor: Double) -> PageOverlay {
        PageOverlay(
            beneath: beneath.scaled(by: factor), areas: areas.map { $0.scaled(by: factor) },
            undrawn: undrawn.map { $0.scaled(by: factor) })
    }
}

extension PixelRect {
    fileprivate func scaled(by factor: Double) -> PixelRect {
        let (left, top) = (Int((Double(x) * factor).rounded(.down)), Int((Double(y) * factor).rounded(.down)))
        return PixelRect(
            x: left, y: top, width: Int((Double(maxX) * factor).rounded(.up)) - left,
            height: Int((Double(maxY) * factor).rounded(.up)) - top)
    }
}
