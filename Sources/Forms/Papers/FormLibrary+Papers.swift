package import Imaging
import JapaneseText
package import Paperwork
package import Recognition

extension FormLibrary {
    /// Whether some of its forms are told by what is printed on them.
    package var hasPapers: Bool { templates.contains(where: \.isFree) }

    /// As `identify`, for forms without a blank too; with what stands on the page, where it was read for that.
    ///
    /// - Parameter reader: nil where there is nothing to read pages with.
    /// - Throws: `Trouble` of kind `installation` where a model is missing.
    package func identify(
        _ page: ScannedPage, reader: (any PageReading)?
    ) throws(Trouble) -> (identity: PageIdentity, text: PaperText?) {
        let seen = identify(page)
        guard hasPapers, case .foreign(let best, let reason) = seen, reason != Self.negative else { return (seen, nil) }
        guard let reader else { return (.foreign(best: best, reason: Self.noReader), nil) }
        let text = try PaperText(page, reader: reader)
        guard text.isReadable else {
            return (.foreign(best: best, reason: Self.isLookAtFault(reason) ? reason : Self.unreadable), text)
        }
        let paper = PaperTraits(text)
        for template in templates where template.isFree {
            let isKnown = template.knownBy.isEmpty || template.knownBy.contains(where: paper.has)
            let isFirst = template.firstPage.isEmpty ? isKnown : template.firstPage.contains(where: paper.has)
            guard isKnown || isFirst else { continue }
            return (.form(text.alignment(form: template.id, page: isFirst ? 1 : Self.furtherPage)), text)
        }
        return (.foreign(best: best, reason: Self.unknownPaper(nearest(to: paper))), text)
    }

    /// Stands for a page of a paper that is not its first: which it is follows from those before it.
    package static let furtherPage = 2

    private static func isLookAtFault(_ reason: Wording) -> Bool { reason == tooPale || reason == tooDark }

    /// The form most of whose words are there, and the clue that comes nearest.
    private func nearest(to paper: PaperTraits) -> (form: String, missing: [String])? {
        templates.filter(\.isFree).flatMap { template in
            template.knownBy.map { clue in (template.id, paper.missing(of: clue), paper.share(of: clue)) }
        }
        .max { $0.2 < $1.2 }.map { ($0.0, $0.1) }
    }

    private static let noReader = Wording(
        ja: "決まった様式のない書類を読む文字認識が入っていません。Scripts/install-packages を実行してください。",
        en: "Nothing is installed that reads papers without a form. Run Scripts/install-packages.")
    private static let unreadable = Wording(
        ja: "文字が読み取れません。ピントと明るさを確かめて、撮り直すか読み取り直してください。",
        en: "No writing can be read on this page. Check focus and light, and take the picture or scan again.")

    private static func unknownPaper(_ nearest: (form: String, missing: [String])?) -> Wording {
        guard let nearest, !nearest.missing.isEmpty else { return nothingAlike }
        return Wording(
            ja: "どの書類の手がかりもありません（最も近いもの：「\(nearest.form)」、見つからない言葉：「\(nearest.missing.joined(separator: "」「"))」）。"
                + "別の業務の書類が混ざっていないか確かめてください。",
            en: "This page has none of the words that its papers are known by (nearest: \(nearest.form), not found: "
                + "\(nearest.missing.joined(separator: ", "))). Check whether it belongs to another workflow.")
    }
}

extension PaperText {
    /// Whether enough of it was read to tell anything by.
    fileprivate var isReadable: Bool {
        let sure = glyphs.count { ($0.alternatives?.first?.score ?? 1) > 0.5 }
        return glyphs.count >= 8 && sure * 2 > glyphs.count
    }
}

/// What a paper can be told by.
struct PaperTraits {
    private let lines: [PaperLine]
    private let plain: String

    init(_ text: PaperText) {
        lines = ValueFinder(text.glyphs).lines
        plain = lines.map { Self.plain($0.text) }.joined(separator: "\n")
    }

    func has(_ clue: PaperClue) -> Bool { missing(of: clue).isEmpty }

    /// What of a clue is not on the paper.
    func missing(of clue: PaperClue) -> [String] {
        switch clue {
        case .words(let words): words.filter { word in !lines.contains { !$0.labels([word]).isEmpty } }
        case .number(let number): plain.contains(Self.plain(number)) ? [] : [number]
        case .pattern(let pattern):
            (try? Regex(pattern)).map { expression in
                lines.contains { $0.text.contains(expression) || Self.unspaced($0.text).contains(expression) }
            } == true ? [] : [clue.shown]
        }
    }

    func share(of clue: PaperClue) -> Double {
        guard case .words(let words) = clue, !words.isEmpty else { return has(clue) ? 1 : 0 }
        return 1 - Double(missing(of: clue).count) / Double(words.count)
    }

    private static func unspaced(_ text: String) -> String { text.filter { !$0.isWhitespace } }
    private static func plain(_ text: String) -> String {
        Width.narrow(text).uppercased().filter { $0.isLetter || $0.isNumber }
    }
}
