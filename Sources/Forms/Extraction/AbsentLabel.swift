import FieldTypes
import JapaneseText
import Paperwork

/// Whether a label that was not found is certainly not on the page.
///
/// A value that may be missing is empty where its label is; but that a label is not there needs evidence, as any emptiness
/// does: the whole page was read for certain, nothing that looks like writing lies beside its text, and no words come near
/// the label's.
struct AbsentLabel {
    let text: PrintedText
    let cutter: ZoneCutter

    /// Characters that a page has at least whose text is worth something.
    private static let fewest = 20

    func isCertain(_ definition: FieldDefinition) -> Bool {
        guard case .find(let ways) = definition.place else { return false }
        let labels = ways.flatMap(\.labels)
        // Words that nearly fit a pattern can't be told.
        return ways.allSatisfy { !$0.labels.isEmpty } && text.all.count >= Self.fewest && text.all.allSatisfy(\.isSure)
            && !labels.contains(where: isNearlyThere)
            && !cutter.hasWriting(besides: text.all.map(\.place))
    }

    /// Whether some words of the page are the label but for one character, or one in four of a long one, widths and blanks
    /// aside, in a line or over the lines' ends.
    private func isNearlyThere(_ label: String) -> Bool {
        let wanted = Self.folded(label)
        guard wanted.count > 1 else { return true }
        let page = Array(Self.folded(text.all.lines.joined().map(\.text).joined()))
        let limit = max(1, wanted.count / 4)
        return page.indices.contains { start in
            (wanted.count - limit...wanted.count + limit).contains { length in
                start + length <= page.count
                    && EditDistance.distance(String(page[start..<start + length]), wanted, limit: limit) != nil
            }
        }
    }

    private static func folded(_ text: String) -> String {
        Width.narrow(text).filter { !$0.isWhitespace }.lowercased()
    }
}

extension PrintedText.Glyph {
    fileprivate var place: Zone { Zone(left: left, top: top, width: right - left, height: bottom - top) }
}
