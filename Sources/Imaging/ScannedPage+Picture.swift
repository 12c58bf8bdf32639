extension ScannedPage {
    /// Brings a decoded picture into the form that pages have: upright, grey or bitonal, square pixels.
    init(_ picture: Bitmap, number: Int, orientation: Orientation, stated: Resolution?) {
        let resolution = Resolution.credible(stated, width: picture.width, height: picture.height)
        let plain = picture.grayOrBitonal()
        let square = plain.squared(resolution)
        self.init(
            bitmap: orientation.upright(square.bitmap), dpi: square.dpi, number: number)
    }
}

extension Bitmap {
    /// The picture with square dots, and its dots per inch across.
    func squared(_ resolution: Resolution) -> (bitmap: Bitmap, dpi: Double) {
        let square = resolution.withSquareDots
        guard square != resolution else { return (self, resolution.x) }
        return (scaled(across: square.x / resolution.x, down: square.y / resolution.y), square.x)
    }
}
