import Imaging
import Paperwork

/// What a PDF's comments, stamps and form values hide: the writing under them, and values that are not drawn.
struct CoveredWriting {
    private let overlay: PageOverlay
    /// Of the page without them.
    private let beneath: ZoneCutter
    /// From millimetres on the form to pixels of the page.
    private let toPage: Homography

    /// How far a comment must reach into a zone, in millimetres.
    private static let reach = 0.5

    /// Nil where nothing lies over the page.
    init?(_ page: ScannedPage, registration: FormAlignment, blank: BlankFormPage, blanks: BlankZones) {
        guard let overlay = page.overlay else { return nil }
        self.overlay = overlay
        var under = page
        under.bitmap = overlay.beneath
        beneath = ZoneCutter(page: under, registration: registration, blank: blank, blanks: blanks)
        toPage = registration.toScan.then(
            .fromUpright(
                quarterTurns: registration.quarterTurns, width: page.bitmap.width, height: page.bitmap.height))
    }

    /// Why what is seen in the zone may not be all that is there; nil where nothing speaks for that.
    func doubt(in zone: Zone) -> Wording? {
        let place = zone.grown(by: -Self.reach)
        guard place.width > 0, place.height > 0 else { return nil }
        let corners = [
            toPage(Point(place.left, place.top)), toPage(Point(place.right, place.top)),
            toPage(Point(place.left, place.bottom)), toPage(Point(place.right, place.bottom)),
        ]
        func isTouched(by area: PixelRect) -> Bool {
            guard let left = corners.map(\.x).min(), let right = corners.map(\.x).max(),
                let top = corners.map(\.y).min(), let bottom = corners.map(\.y).max()
            else { return false }
            return Double(area.x) < right && Double(area.maxX) > left && Double(area.y) < bottom
                && Double(area.maxY) > top
        }
        if overlay.undrawn.contains(where: isTouched) { return Self.notDrawn }
        guard overlay.areas.contains(where: isTouched), beneath.writing(in: zone).hasInk else { return nil }
        return Self.covered
    }

    private static let covered = Wording(
        ja: "PDFの注釈（コメント、スタンプなど）が、書かれた内容に重なっています。元の書類を確かめてください。",
        en: "A comment or stamp that was added to the PDF lies over what is written here. Check the original.")
    private static let notDrawn = Wording(
        ja: "PDFの入力欄に値がありますが、画面には表示されません。PDFを開いて確かめてください。",
        en: "A field of the PDF form has a value here that is not shown. Open the PDF and check.")
}
