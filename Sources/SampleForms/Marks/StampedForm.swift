package import Imaging
package import Paperwork

/// A random form with boxes for date stamps and rows for names, and copies of it that were stamped, sealed and scanned.
package struct StampedForm: Sendable {
    package let design: FormDesign
    private let source: SeededRandom
    private let family: String

    private static let names = ["山田太郎", "佐藤花子", "鈴木一郎", "高橋健二", "田中美咲", "伊藤誠", "渡辺由美", "林明"]

    package init(seed: UInt64) {
        source = SeededRandom(seed: seed).forked(91)
        var random = source.forked(0)
        family = random.pick(["IPAexGothic", "IPAexMincho", "Noto Sans CJK JP"])
        var sheet = Sheet(family: family)
        sheet.label("届出書", 20, 10, 120, 10, points: 16, .left, isBold: true)
        sheet.label("No.\(random.whole(10...99))-\(random.whole(100...999))", 160, 12, 35, 6, points: 9, .right)
        for index in 0..<6 {
            let (left, top) = (15 + 62 * Double(index % 3), 30 + 46 * Double(index / 3))
            sheet.box(left, top, 50, 40)
            sheet.label("受付印", left + 1, top + 0.5, 14, 4, points: 7, .left)
            sheet.field(
                DesignedField(
                    name: "date_\(index)", label: "受付", type: "era-date",
                    place: .zone(sheet.zone(left + 0.5, top + 5, 49, 34.5)), writing: "print", era: "令和"))
        }
        for index in 0..<Self.names.count {
            let top = 130 + 18 * Double(index)
            sheet.box(15, top, 180, 14)
            sheet.vertical(50, from: top, to: top + 14)
            sheet.label("氏名", 18, top, 28, 14, points: 10, .left)
            sheet.written("name_\(index)", "氏名", "name", sheet.zone(51, top + 1, 110, 12), writing: "print")
        }
        design = sheet.design(id: "stamps", version: "1", title: "届出書")
    }

    package func blank(dpi: Double) -> GrayPixels {
        let canvas = Paper.a4.canvas(dpi: dpi)
        design.draw(page: 1, on: canvas)
        return canvas.grayPixels()
    }

    /// A copy with stamps and names; the same number gives the same copy, but for the seals.
    package func filled(
        _ number: UInt64, level: ScanLevel, isSealed: Bool
    ) -> (sheet: ScannedSheet, values: [String: FieldValue]) {
        var random = source.forked(number + 1)
        let faults = ScanFaults.drawn(level, using: &random)
        let canvas = Paper.a4.canvas(dpi: faults.dpi)
        design.draw(page: 1, on: canvas)
        var values: [String: FieldValue] = [:]
        for field in design.fields {
            guard let zone = field.zones.first else { continue }
            if field.type == "era-date" {
                let stamp = ReceiptStamp.drawn(using: &random)
                stamp.draw(
                    at: Point(
                        zone.left + zone.width / 2 + random.jitter(5), zone.top + zone.height / 2 + random.jitter(2)),
                    on: canvas)
                values[field.name] = .text(stamp.iso)
            } else {
                let name = random.pick(Self.names)
                let points = random.real(10...14)
                canvas.text(
                    name, x: zone.left + 3, baseline: zone.top + 7.5, Lettering(family, points: points))
                values[field.name] = .text(name)
                var sealing = random.forked(3)
                if isSealed {
                    let end = zone.left + 3 + points * 25.4 / 72 * Double(name.count)
                    // Beside the name, or over its end as people do.
                    let isOver = sealing.chance(0.4)
                    Seal.drawn(using: &sealing).draw(
                        at: Point(
                            end + (isOver ? sealing.real(-1...4) : sealing.real(8...20)),
                            zone.top + 6 + sealing.jitter(1)),
                        on: canvas, using: &sealing)
                }
            }
        }
        var scanner = PageScanner(faults: faults, random: random.forked(5))
        return (scanner.scan(canvas.grayPixels()), values)
    }
}
