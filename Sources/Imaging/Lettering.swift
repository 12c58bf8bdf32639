/// How text on a `Canvas` looks.
package struct Lettering: Sendable, Hashable {
    /// A font family as fontconfig knows it.
    package var family: String
    /// Size in points (1/72 inch).
    package var points: Double
    package var isBold: Bool
    /// Width as a multiple of the font's own.
    package var stretch: Double
    /// How far the top leans to the right, as a share of the height.
    package var slant: Double
    /// Clockwise, in radians, about the start of the baseline.
    package var rotation: Double
    /// How much thicker than the font each stroke is, in millimetres.
    package var thickening: Double

    package init(
        _ family: String, points: Double, isBold: Bool = false, stretch: Double = 1, slant: Double = 0,
        rotation: Double = 0, thickening: Double = 0
    ) {
        self.family = family
        self.points = points
        self.isBold = isBold
        self.stretch = stretch
        self.slant = slant
        self.rotation = rotation
        self.thickening = thickening
    }

    /// The side of the font's em square in millimetres.
    package var em: Double { points * 25.4 / 72 }
}

/// The room that one line of text takes on a `Canvas`, in millimetres from the start of its baseline.
package struct TextExtents: Sendable, Hashable {
    /// From the start of this text to the start of the next.
    package var advance: Double
    /// Where the ink begins; negative where it reaches back.
    package var left: Double
    /// Where the ink begins; negative above the baseline.
    package var top: Double
    package var width: Double
    package var height: Double

    package init(advance: Double, left: Double, top: Double, width: Double, height: Double) {
        self.advance = advance
        self.left = left
        self.top = top
        self.width = width
        self.height = height
    }
}

/// A colour to draw with; each part between 0 and 1.
package struct Ink: Sendable, Hashable {
    package var red: Double
    package var green: Double
    package var blue: Double
    package var opacity: Double

    package init(red: Double, green: Double, blue: Double, opacity: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.opacity = opacity
    }

    /// Grey; 0 is black, 1 is white.
    package init(gray: Double, opacity: Double = 1) {
        self.init(red: gray, green: gray, blue: gray, opacity: opacity)
    }

    package static let black = Ink(gray: 0)
}
