package import Foundation
import Imaging
import Paperwork

/// Invoices of several issuers, each in a layout of its own; the last two issuers' are photographed.
package struct InvoiceBatch: Sendable {
    package let invoices: [Invoice]
    let sheets: [ScannedSheet]

    /// - Parameters:
    ///   - seed: the same seed draws the same layouts and invoices.
    ///   - issuers: places among `InvoiceIssuer.all`.
    package static func drawn(seed: UInt64, issuers: [Int], level: ScanLevel = .office) -> InvoiceBatch {
        var invoices: [Invoice] = []
        var sheets: [ScannedSheet] = []
        for place in issuers {
            var random = SeededRandom(seed: seed &* 1009 &+ UInt64(place))
            let layout = InvoiceLayout.drawn(using: &random)
            let invoice = Invoice.drawn(by: InvoiceIssuer.all[place], using: &random)
            let canvas = Canvas(pixelWidth: 2480, pixelHeight: 3508, dpi: 300)
            layout.draw(invoice, on: canvas)
            invoices.append(invoice)
            if place >= InvoiceIssuer.all.count - 2 {
                sheets.append(PagePhotograph(using: &random).taken(of: canvas.grayPixels()))
            } else {
                let faults = ScanFaults.drawn(level, using: &random)
                var scanner = PageScanner(faults: faults, random: random)
                sheets.append(scanner.scan(canvas.grayPixels()))
            }
        }
        return InvoiceBatch(invoices: invoices, sheets: sheets)
    }

    /// What is on the pages, with each issuer's key in the register of payees.
    package var truth: Truth {
        var truth = Truth()
        truth.documents = invoices.enumerated().map { index, invoice in
            Truth.Document(
                pages: [index + 1], form: "invoice", fields: invoice.truth, registerKey: invoice.issuer.code)
        }
        return truth
    }

    /// The scan as one PDF, with its truth beside.
    package func write(to file: URL) throws {
        try ScanFile.write(sheets, to: file)
        try truth.json().write(to: Truth.file(beside: file))
    }

    /// As a golden case of the workflow.
    package func writeCase(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try ScanFile.write(sheets, to: folder.appending(path: "scan.pdf"))
        try SampleBatch.expectation(of: truth).write(
            to: folder.appending(path: "expected.yml"), atomically: true, encoding: .utf8)
    }
}

/// A photograph of a page on a dark table: seen from aside, with the light falling off.
struct PagePhotograph {
    private let corners: [Point]
    private let ground: Double
    private let shade: Double

    private static let (width, height) = (2400, 3300)

    init(using random: inout SeededRandom) {
        func corner(_ x: Double, _ y: Double) -> Point { Point(x + random.jitter(60), y + random.jitter(60)) }
        corners = [corner(220, 220), corner(2180, 200), corner(2210, 3080), corner(190, 3100)]
        ground = random.real(40...80)
        shade = random.real(0.15...0.3)
    }

    func taken(of page: GrayPixels) -> ScannedSheet {
        let (width, height) = (Double(page.width), Double(page.height))
        let flat = [Point(0, 0), Point(width, 0), Point(width, height), Point(0, height)]
        let toPage = Homography.fit(projective: zip(corners, flat).map { PointPair(from: $0, to: $1) }) ?? .identity
        let sampled = page.resampled(width: Self.width, height: Self.height, through: toPage)
        var photo = GrayPixels(width: Self.width, height: Self.height)
        for y in 0..<Self.height {
            for x in 0..<Self.width {
                let place = toPage(Point(Double(x), Double(y)))
                let isPaper = place.x >= 0 && place.y >= 0 && place.x < width && place.y < height
                let light = 0.94 - shade * (Double(x) / Double(Self.width) + Double(y) / Double(Self.height)) / 2
                let grey = isPaper ? Double(sampled.bytes[y * Self.width + x]) * light : ground
                photo.bytes[y * Self.width + x] = UInt8(max(0, min(255, grey)))
            }
        }
        let toPhoto = toPage.inverse ?? .identity
        return ScannedSheet(
            pixels: photo, dpi: 240, isBitonal: false, jpegQuality: 80,
            toScan: Homography.scaling(x: width / 210, y: height / 297).then(toPhoto), quarterTurns: 0)
    }
}
