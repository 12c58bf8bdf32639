import FieldTypes
import Imaging
import Paperwork
import Recognition

/// The date on a stamp, from its bands: prepared for whatever reads lines, and what was read put into the words of a date.
///
/// Stamps write `6.-4.12` with a bar for a tens digit that they don't need, and `'26.4.12` for a year of the Gregorian
/// calendar without its century.
struct StampedDate {
    /// One for each band; then the bands as words, as they stand and turned upside down.
    let tasks: [ReadingTask]
    private let shortYears: [Bool]

    /// The words on a stamp read so much surer upside down where it was set down so: of 1 for each band.
    private static let surer = 0.25

    /// Bands that are tried: the middle one and those beside it.
    private static let most = 3

    /// - Parameter bands: the stamp's, the likeliest first; at least one.
    init(_ bands: [Crop], request: ReadingRequest) {
        var request = request
        request.hand = .print
        request.lines = 1
        let lines = bands.prefix(Self.most).map { StampedLine($0.bitmap.grayPixels(), dpi: $0.dpi) }
        let dates = zip(bands, lines).map { band, line in
            ReadingTask(crop: Crop(bitmap: Bitmap(line.picture), dpi: band.dpi), request: request)
        }
        let words = ReadingRequest(repertoire: .anyJapanese, hand: .print)
        let looks = [0, 2].flatMap { turns in
            bands.prefix(Self.most).map { band in
                let bitmap = turns == 0 ? band.bitmap : band.bitmap.turned(quarterTurns: turns)
                return ReadingTask(crop: Crop(bitmap: bitmap, dpi: band.dpi), request: words)
            }
        }
        tasks = dates + looks
        shortYears = lines.map(\.hasApostrophe)
    }

    /// The readings of the first band that bears a date.
    ///
    /// - Parameter readings: for each task, best first.
    func readings(_ readings: [[Reading]], hasEra: Bool) -> [Reading] {
        let count = shortYears.count
        let sureness = readings.dropFirst(count).map { band in band.map(\.confidence.value).max() ?? 0 }
        let isUpsideDown =
            sureness.suffix(count).reduce(0, +) > sureness.prefix(count).reduce(0, +) + Self.surer
        for (band, isShort) in zip(readings, shortYears) {
            let dates = band.map { $0.ofStamp(isShortYear: isShort) }
            guard let best = dates.first, best.hasThreeNumbers else { continue }
            var first = doubted(best, isShortYear: isShort, hasEra: hasEra)
            if isUpsideDown { first.doubt = first.doubt ?? Self.upsideDown }
            return [first] + dates.dropFirst()
        }
        return [Reading.unreadable]
    }

    /// A year from 20 on without an apostrophe that can be seen: nobody stamps dates so far ahead in an era.
    private func doubted(_ reading: Reading, isShortYear: Bool, hasEra: Bool) -> Reading {
        var reading = reading
        let digits = reading.text.prefix { $0.isASCII && $0.isNumber }
        if hasEra, !isShortYear, digits.count == 2, let year = Int(digits), year >= 20 {
            reading.doubt = reading.doubt ?? Self.calendarUnknown
        }
        return reading
    }

    private static let upsideDown = Wording(
        ja: "日付印が逆さまのようです。画像を見て確かめてください。",
        en: "The date stamp seems to stand upside down. Look at the picture.")
    private static let calendarUnknown = Wording(
        ja: "日付印の年が元号の年か西暦の下2桁か分かりません。画像を見て確かめてください。",
        en: "The stamp's year may be an era's or the end of a Gregorian one. Look at the picture.")
}

/// A band of a stamp, its apostrophe taken out.
private struct StampedLine {
    var picture: GrayPixels
    let hasApostrophe: Bool

    init(_ picture: GrayPixels, dpi: Double) {
        self.picture = picture
        let pieces = InkMask(picture, threshold: FurnitureRemoval.inkThreshold).components()
            .filter { $0.area >= max(3, Int(0.03 * dpi * dpi / 645.16)) }
        let tall = pieces.map(\.box.height).max() ?? 0
        let digits = pieces.filter { $0.box.height * 10 >= tall * 7 }
        guard let first = digits.min(by: { $0.box.x < $1.box.x }),
            let mark = pieces.filter({ $0.box.maxX <= first.box.x + 2 }).max(by: { $0.box.maxX < $1.box.maxX }),
            mark.box.height * 2 < tall, mark.box.maxY < first.box.y + first.box.height * 6 / 10,
            mark.box.width < first.box.width, first.box.x - mark.box.maxX < tall
        else {
            hasApostrophe = false
            return
        }
        hasApostrophe = true
        for y in max(0, mark.box.y - 1)..<min(picture.height, mark.box.maxY + 1) {
            for x in max(0, mark.box.x - 1)..<min(picture.width, mark.box.maxX + 1) {
                self.picture.bytes[y * picture.width + x] = 255
            }
        }
    }
}

extension Reading {
    /// Bars that fill a place taken out, and the century put before a short year.
    fileprivate func ofStamp(isShortYear: Bool) -> Reading {
        var reading = self
        var positions = lattice.positions
        let texts = positions.map { $0.first?.text ?? "" }
        positions = positions.indices.filter { index in
            guard texts[index] == "-" else { return true }
            let before = texts[..<index].last { $0 != " " && !$0.isEmpty }
            return !(before == nil || ".年月-".contains(before ?? "") || index == 0)
        }
        .map { positions[$0] }
        if isShortYear, texts.first?.allSatisfy(\.isNumber) == true {
            positions = [[Lattice.Alternative("2", 1)], [Lattice.Alternative("0", 1)]] + positions
        }
        reading.lattice = Lattice(positions: positions)
        reading.text = reading.lattice.best
        return reading
    }

    /// Whether year, month and day may stand in it.
    fileprivate var hasThreeNumbers: Bool {
        let numbers = text.split { !($0.isASCII && $0.isNumber) && $0 != "元" }
        return (3...4).contains(numbers.count) || numbers.count == 1 && (6...8).contains(numbers[0].count)
    }
}
