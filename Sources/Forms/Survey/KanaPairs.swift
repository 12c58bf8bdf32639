/// Rooms of which the upper, lower one is for the reading of the name below it.
struct KanaPairs {
    private var kana: [Int: String] = [:]

    init(drafts: [SheetDraft], glossary: FormGlossary) {
        for (index, upper) in drafts.enumerated() {
            guard case .zone = upper.place, upper.type == nil else { continue }
            let below = drafts.indices.first { other in
                guard case .zone = drafts[other].place, other != index, drafts[other].type == nil else { return false }
                let (one, two) = (upper.area, drafts[other].area)
                return abs(one.left - two.left) < 1.5 && abs(one.right - two.right) < 1.5
                    && abs(two.top - one.bottom) < 2 && one.height <= 0.88 * two.height
            }
            guard let below, let label = drafts[below].label, let meaning = glossary.meaning(of: label),
                meaning.type == "name"
            else { continue }
            let own = upper.label.flatMap(glossary.meaning)
            if own == nil || own?.type == "name" || own?.name == "kana" { kana[index] = label }
        }
    }

    func isKana(_ index: Int) -> Bool { kana[index] != nil }
    func label(_ index: Int) -> String? { kana[index] }
}
