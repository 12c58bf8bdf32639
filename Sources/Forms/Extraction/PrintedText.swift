import Foundation
import Imaging
import JapaneseText
import Paperwork
import Recognition

/// A page's text on the form: what was filled in, without what the blank form prints. A born-digital page's own; a
/// scan's where values have to be found on it, as the page reader sees it.
struct PrintedText {
    /// A character and its place in millimetres on the form.
    struct Glyph: Sendable, Hashable, Codable {
        var text: String
        var left: Double
        var top: Double
        var right: Double
        var bottom: Double
        /// Whether the page looks as if this character, and no other, stood there.
        var isSure = true
        /// What was read here, best first; nil where the file itself says what stands here.
        var alternatives: [Lattice.Alternative]?
        /// Who read it; nil as before.
        var recogniser: String?
        /// Whether a blank stands before it.
        var startsWord = false
        /// Of the document, from 1.
        var page = 1

        var middle: Point { Point((left + right) / 2, (top + bottom) / 2) }
        var height: Double { bottom - top }
    }

    static let recogniser = "text-layer"
    static let score = 0.999

    /// In reading order.
    let glyphs: [Glyph]
    /// With the blank form's own, in reading order.
    let all: [Glyph]

    /// - Parameter printed: the blank form's own characters; what lies on them and is the same was not filled in.
    init(_ layer: TextLayer, page: ScannedPage, registration: FormAlignment, besides printed: [Glyph]) {
        let toRaw = Homography.fromUpright(
            quarterTurns: registration.quarterTurns, width: page.bitmap.width, height: page.bitmap.height)
        let toForm = registration.toScan.then(toRaw).inverse ?? .identity
        self.init(Self.glyphs(of: layer, through: toForm), besides: printed)
    }

    /// - Parameters:
    ///   - lines: as they were read on the scan, upright.
    ///   - printed: the blank form's own characters; what lies on them and is the same was not filled in.
    ///   - recogniser: who read them.
    init(
        _ lines: [PageTextReader.Line], by recogniser: String, registration: FormAlignment, besides printed: [Glyph]
    ) {
        self.init(
            Self.glyphs(of: lines, by: recogniser, through: registration.toScan.inverse ?? .identity), besides: printed)
    }

    /// - Parameter map: from pixels of the page to millimetres.
    static func glyphs(of lines: [PageTextReader.Line], by recogniser: String, through map: Homography) -> [Glyph] {
        lines.flatMap { withLongVowels($0.characters) }.map { character in
            let first = map(Point(Double(character.bounds.x), Double(character.bounds.y)))
            let last = map(Point(Double(character.bounds.maxX), Double(character.bounds.maxY)))
            return Glyph(
                text: character.text, left: first.x, top: first.y, right: last.x, bottom: last.y,
                alternatives: character.alternatives, recogniser: recogniser, startsWord: character.startsWord)
        }
    }

    private init(_ all: [Glyph], besides printed: [Glyph]) {
        self.all = all
        glyphs = all.filter { glyph in
            !printed.contains { other in
                other.text == glyph.text
                    && hypot(other.middle.x - glyph.middle.x, other.middle.y - glyph.middle.y) < 0.7
            }
        }
    }

    /// - Parameter map: from pixels of the page to millimetres.
    static func glyphs(of layer: TextLayer, through map: Homography) -> [Glyph] {
        layer.glyphs.filter { !$0.text.allSatisfy(\.isWhitespace) }.map { glyph in
            let first = map(Point(glyph.left, glyph.top))
            let last = map(Point(glyph.right, glyph.bottom))
            return Glyph(
                text: glyph.text, left: min(first.x, last.x), top: min(first.y, last.y), right: max(first.x, last.x),
                bottom: max(first.y, last.y), isSure: glyph.isSure && ControlCharacters.first(in: glyph.text) == nil)
        }
    }

    /// A dash behind a katakana that goes on with a letter is a long vowel, as in コピー用紙: print knows no other.
    private static func withLongVowels(_ characters: [PageTextReader.Character]) -> [PageTextReader.Character] {
        var characters = characters
        for index in characters.indices.dropFirst()
        where ["-", "一", "—", "–"].contains(characters[index].text) && characters[index - 1].text.isKatakana
            && (index + 1 == characters.count || characters[index + 1].text.allSatisfy(\.isLetter))
        {
            let score = characters[index].alternatives[0].score
            characters[index].alternatives =
                [Lattice.Alternative("ー", score)] + characters[index].alternatives.filter { $0.text != "ー" }.dropFirst()
        }
        return characters
    }

    /// The text whose characters have their middle in the zone; nil where none has.
    ///
    /// - Parameter keepingGaps: whether a gap between two digits is kept as a blank.
    func reading(in zone: Zone, keepingGaps: Bool = false) -> Reading? {
        Self.reading(
            of: glyphs.filter { glyph in
                glyph.middle.x >= zone.left && glyph.middle.x <= zone.right && glyph.middle.y >= zone.top
                    && glyph.middle.y <= zone.bottom
            }, keepingGaps: keepingGaps)
    }

    /// Nil where there are no glyphs. Characters that are not what is seen are left out, and the rest is in doubt then.
    static func reading(of glyphs: [Glyph], keepingGaps: Bool = false) -> Reading? {
        guard !glyphs.isEmpty else { return nil }
        let lines = glyphs.filter(\.isSure).lines.map { keepingGaps ? $0.parted : $0.map(\.text) }
        let isSure = glyphs.allSatisfy(\.isSure)
        if glyphs.contains(where: { $0.alternatives != nil }) { return read(glyphs, keepingGaps: keepingGaps) }
        return Reading(
            text: lines.map { $0.joined() }.joined(separator: "\n"),
            confidence: isSure ? Confidence(score) : .none,
            lattice: Lattice(positions: lines.joined().map { [Lattice.Alternative($0, score)] }),
            recogniser: recogniser, doubt: isSure ? nil : notSeen)
    }

    /// What was read on a scan.
    private static func read(_ glyphs: [Glyph], keepingGaps: Bool) -> Reading {
        var positions: [[Lattice.Alternative]] = []
        for (number, line) in glyphs.lines.enumerated() {
            var rest = line[...]
            if number > 0 { positions.append([Lattice.Alternative("\n", 1)]) }
            for text in keepingGaps ? line.parted : line.map(\.text) {
                guard let glyph = rest.first, glyph.text == text else {
                    positions.append([Lattice.Alternative(text, 0.9)])
                    continue
                }
                positions.append(glyph.alternatives ?? [Lattice.Alternative(text, score)])
                rest = rest.dropFirst()
            }
        }
        let lattice = Lattice(positions: positions)
        let confidence = positions.reduce(1) { $0 * ($1.first?.score ?? 0) }
        return Reading(
            text: lattice.best, confidence: Confidence(confidence), lattice: lattice,
            recogniser: glyphs.lazy.compactMap(\.recogniser).first ?? PageTextReader.recogniser)
    }

    /// One character lies over another, or the file says another one than is drawn.
    static let notSeen = Wording(
        ja: "PDFの文字が重なっているか、見た目と違う文字データです。画像を見て確かめてください。",
        en: "Characters of the PDF lie over each other here, or are not what is seen. Look at the picture.")
}

extension PrintedText.Glyph {
    var isDigit: Bool { text.count == 1 && text.allSatisfy(\.isWholeNumber) }
}

extension Array where Element == PrintedText.Glyph {
    /// Between the boxes of two digits there is nothing; a blank is a quarter of the height wide and more.
    private static let blank = 0.2

    /// The line's characters with a blank where its digits stand apart.
    fileprivate var parted: [String] {
        indices.flatMap { index -> [String] in
            guard index > 0, self[index - 1].isDigit, self[index].isDigit,
                self[index].left - self[index - 1].right > Self.blank * self[index].height
            else { return [self[index].text] }
            return [" ", self[index].text]
        }
    }
}

extension Array where Element == PrintedText.Glyph {
    /// Lines from top to bottom, each from left to right: characters whose middles are within half a height.
    var lines: [[PrintedText.Glyph]] {
        var lines: [[PrintedText.Glyph]] = []
        for glyph in sorted(by: { $0.middle.y < $1.middle.y }) {
            if let last = lines.last?.last,
                abs(last.middle.y - glyph.middle.y) < Swift.max(last.height, glyph.height) / 2
            {
                lines[lines.count - 1].append(glyph)
            } else {
                lines.append([glyph])
            }
        }
        return lines.map { $0.sorted { $0.left < $1.left } }
    }
}

extension String {
    fileprivate var isKatakana: Bool { unicodeScalars.allSatisfy { (0x30A1...0x30FA).contains($0.value) } && !isEmpty }
}
