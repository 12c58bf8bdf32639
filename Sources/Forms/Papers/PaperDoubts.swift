import FieldTypes
import Imaging
import Paperwork

/// What speaks against values of a paper without a form, however surely they were read: it has no zones that would miss what
/// was cut off, and no blank that would show a second paper beside the first.
struct PaperDoubts {
    private let pages: [PaperPage]
    /// Speaks against every value of the document.
    private let ofAll: Wording?

    init(_ pages: [PaperPage], template: FormTemplate, finder: FieldFinder) {
        self.pages = pages
        let twins = Self.isTwice(template, finder) || Self.hasTwoIssuers(template, finder)
        ofAll = twins ? Self.twoPapers : nil
    }

    /// Nil where nothing speaks against it.
    func doubt(of field: Field) -> Wording? {
        if let ofAll { return ofAll }
        guard let zone = field.zone, field.type != TableType().name,
            let page = pages.first(where: { $0.registration.formPage == zone.page })
        else { return nil }
        return page.scan.textLayer == nil && page.isCutOff(zone) ? Self.cutOff : nil
    }

    /// What the file says and what is drawn are two things: nil where they agree, or nobody looked.
    static func forged(_ own: Reading, seen: [Reading], type: any FieldType, context: FieldContext) -> Wording? {
        guard own.recogniser == PrintedText.recogniser, !own.text.isEmpty else { return nil }
        func value(_ reading: Reading) -> FieldValue? { type.candidates(from: [reading], in: context).first?.value }
        let looks = seen.filter { !$0.text.isEmpty && $0.confidence.value > sure }
        guard !looks.isEmpty, looks.allSatisfy({ value($0) != value(own) }) else { return nil }
        return PrintedText.notSeen
    }

    /// A reading of the ink counts against the file's text from that confidence on.
    private static let sure = 0.5

    // MARK: Two papers on one sheet

    /// Millimetres between two headings of papers that lie on one sheet; the words of a heading also stand in its text.
    private static let apart = 60.0

    /// Whether what it is known by stands as a heading at two places of one page.
    private static func isTwice(_ template: FormTemplate, _ finder: FieldFinder) -> Bool {
        let words = (template.knownBy + template.firstPage).flatMap { clue -> [String] in
            if case .words(let words) = clue { words } else { [] }
        }
        return words.contains { word in
            let headings = finder.finder.lines.flatMap { line in
                line.labels([word]).filter { label in label.quality == 1 && line.isHeading(label.range) }
                    .compactMap { Array(line.glyphs[$0.range]).zone }
            }
            return headings.indices.contains { one in
                headings[(one + 1)...].contains { other in
                    let first = headings[one]
                    return first.page == other.page
                        && max(abs(first.left - other.left), abs(first.top - other.top)) > apart
                        && max(first.height, other.height) < 1.5 * min(first.height, other.height)
                }
            }
        }
    }

    /// Whether two issuers' valid numbers stand on one page.
    private static func hasTwoIssuers(_ template: FormTemplate, _ finder: FieldFinder) -> Bool {
        guard let issuer = template.fields.first(where: { $0.name == template.issuer }),
            let type = FieldTypes.named(issuer.type), type.namesIssuer
        else { return false }
        let context = FieldContext(definition: issuer)
        let any = FieldDefinition.Finding(.anywhere)
        let spots = finder.finder.spots(any, way: 0, FieldFinder.shape(type, context)).compactMap { spot in
            spot.zone.map { (page: $0.page, text: String(PaperLine.folded(spot.text))) }
        }
        return spots.contains { one in spots.contains { $0.page == one.page && $0.text != one.text } }
    }

    private static let twoPapers = Wording(
        ja: "1枚の画像に書類が2つ写っているようです。1つずつ読み取り直すか、どちらの値か画像を見て確かめてください。",
        en: "Two papers seem to lie on one sheet. Scan each by itself, or look at the picture whose value this is.")
    private static let cutOff = Wording(
        ja: "値が紙の端にかかっています。破れや折れで一部が欠けていないか、画像を見て確かめてください。",
        en:
            "The value stands at the very edge of the paper. Look at the picture whether part of it is torn or folded away."
    )
}

extension PaperLine {
    /// Whether what stands in that range stands by itself in its part of the line, as a heading does.
    fileprivate func isHeading(_ range: Range<Int>) -> Bool {
        func isFree(_ before: Int, _ after: Int) -> Bool {
            guard glyphs.indices.contains(before), glyphs.indices.contains(after) else { return true }
            return glyphs[after].left - glyphs[before].right > 2 * glyphs[after].height
        }
        // A polite prefix belongs to it: 御請求書.
        let start =
            range.lowerBound > 0 && ["御", "ご"].contains(glyphs[range.lowerBound - 1].text)
            ? range.lowerBound - 1 : range.lowerBound
        return isFree(start - 1, start) && isFree(range.upperBound - 1, range.upperBound)
    }
}

extension PaperPage {
    /// Millimetres: writing that is nearer to the paper's edge may go on beyond it; and how near the ground begins, and how far
    /// it reaches at least, where the edge was torn.
    private static let edge = 0.3
    private static let beside = 2.0
    private static let ground = 3.0
    /// Darker is no paper, and this share of what lies between it and the picture's edge.
    private static let dark: UInt8 = 110
    private static let share = 0.95

    /// Whether part of what stands there may be missing.
    fileprivate func isCutOff(_ zone: Zone) -> Bool {
        let paper = text.paper
        if zone.left < Self.edge || zone.right > paper.width - Self.edge { return true }
        let sides = [
            Zone(page: zone.page, left: 0, top: zone.top, width: zone.left - Self.beside, height: zone.height),
            Zone(
                page: zone.page, left: zone.right + Self.beside, top: zone.top,
                width: paper.width - zone.right - Self.beside, height: zone.height),
        ]
        return sides.contains { side in
            guard side.width >= Self.ground else { return false }
            let pixels = registration.piece(side, of: scan, dpi: 50, whitens: false)
            let darks = pixels.bytes.count { $0 < Self.dark }
            return Double(darks) >= Self.share * Double(pixels.bytes.count)
        }
    }
}
