internal import CPoppler

/// How large an image that covers its page is shown.
struct ImagePlacement {
    /// Points across and down the image, before it is turned.
    private let width: Double
    private let height: Double

    /// Nil where the image covers less than that share of the page's width or height.
    ///
    /// For an image that lies on its side Poppler gives the sides of the image as if it stood, from one right corner.
    init?(_ image: PDFPage.Image, on page: PDFPage, coveringAtLeast share: Double) {
        width = abs(image.area.x2 - image.area.x1)
        height = abs(image.area.y2 - image.area.y1)
        let stands = width >= share * page.width && height >= share * page.height
        let lies = width >= share * page.height && height >= share * page.width
        guard width > 1, height > 1, stands || lies else { return nil }
    }

    /// Dots per inch across and down the image.
    func resolution(width pixelsAcross: Int, height pixelsDown: Int) -> Resolution {
        Resolution(x: Double(pixelsAcross) * 72 / width, y: Double(pixelsDown) * 72 / height)
    }
}
