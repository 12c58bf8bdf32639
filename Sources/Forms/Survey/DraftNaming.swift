internal import FieldTypes
internal import JapaneseText
internal import Paperwork

/// Gives drafts their names, labels and types.
struct DraftNaming {
    let sheet: FormSheet
    /// The form's page, from 1.
    let page: Int

    private var glossary: FormGlossary { sheet.glossary }

    /// Sets of options whose name says what is asked; others are answers, and the label asks.
    private static let subjects: Set<String> = [
        "sex", "era", "account_kind", "bank_kind", "branch_kind", "payment_period", "phone_kind", "half_day",
    ]

    func fields(of drafts: [SheetDraft]) -> [SurveyedField] {
        let pairs = KanaPairs(drafts: drafts, glossary: glossary)
        var fields = drafts.indices.map { index in
            field(drafts[index], isKana: pairs.isKana(index), base: pairs.label(index))
        }
        for index in fields.indices where ["date", SurveyType.eraDate].contains(fields[index].definition.type) {
            joinEra(index, of: drafts, in: &fields)
        }
        return withoutOverlaps(fields)
    }

    private func field(_ draft: SheetDraft, isKana: Bool, base: String?) -> SurveyedField {
        let label = base ?? draft.label
        var meaning = label.flatMap(glossary.meaning)
        var doubts: [SurveyedField.Doubt] = []
        if draft.type == SurveyType.checkbox, let text = label, !glossary.isLabel(text) { meaning = nil }
        if isKana, let name = meaning { meaning = Self.kana(of: name) }
        if label == nil {
            if draft.name.map({ !Self.subjects.contains($0) }) ?? true { doubts.append(.noLabel) }
        } else if meaning == nil, draft.name.map({ !Self.subjects.contains($0) }) ?? true {
            doubts.append(.unknownLabel)
        }
        if meaning?.isGuessed == true {
            doubts.append(.misreadLabel)
        } else if let label, let meaning, !isWhole(label, meaning) {
            doubts.append(.partOfLabel)
        }
        if case .options(let options) = draft.place, glossary.optionSet(of: options.map(\.name)) == nil {
            doubts.append(.unknownOptions)
        }
        let type = type(of: draft, meaning: meaning, doubts: &doubts)
        var definition = FieldDefinition(
            name: name(of: draft, meaning: meaning, type: type),
            label: shownLabel(label ?? optionLabel(of: draft), meaning, isKana: isKana, own: draft.label),
            type: type,
            place: place(draft.place, sectioned: draft))
        definition.isOptional = type != SurveyType.checkbox
        definition.isSensitive = type == SurveyType.myNumber
        definition.lines = Self.takesLines(type) ? draft.lines : 1
        if type == SurveyType.eraDate { definition.era = draft.era.flatMap { Era(named: $0) }.map { .printed($0) } }
        return SurveyedField(definition: definition, doubts: doubts)
    }

    /// Whether the label says what the meaning does and nothing else, or nothing but whose it is.
    private func isWhole(_ label: String, _ meaning: FormGlossary.Meaning) -> Bool {
        [label, FormGlossary.withoutBrackets(label)].map(FormGlossary.folded).contains(
            FormGlossary.folded(meaning.words))
    }

    private static func takesLines(_ type: String) -> Bool { ["text", "address", "name"].contains(type) }

    private static func kana(of meaning: FormGlossary.Meaning) -> FormGlossary.Meaning {
        var kana = meaning
        kana.type = "kana"
        kana.name =
            meaning.name.hasSuffix("name")
            ? String(meaning.name.dropLast(4)) + "kana"
            : meaning.name.hasSuffix("kana") ? meaning.name : meaning.name + "_kana"
        return kana
    }

    private func shownLabel(
        _ label: String?, _ meaning: FormGlossary.Meaning?, isKana: Bool, own: String?
    ) -> String? {
        guard let label else { return nil }
        if isKana, let own, glossary.isLabel(own), own != label { return own.filter { !$0.isWhitespace } }
        let words = (meaning?.isGuessed == true ? meaning?.words ?? label : label).trimmedToWords
        return (isKana ? "フリガナ（\(words)）" : words).filter { !$0.isWhitespace && !$0.isNewline }
    }

    private func optionLabel(of draft: SheetDraft) -> String? {
        glossary.options.first { $0.name == draft.name }?.label
    }

    // MARK: Names

    private func name(of draft: SheetDraft, meaning: FormGlossary.Meaning?, type: String) -> String {
        let role = draft.section.flatMap(glossary.role)
        func prefixed(_ name: String) -> String {
            guard let role, !name.hasPrefix(role), meaning?.words == nil || !(meaning?.name.contains(role) ?? false),
                !Self.isOwned(name)
            else { return name }
            return "\(role)_\(name)"
        }
        if type == SurveyType.postalCode { return prefixed("postal_code") }
        if type == "seal" { return prefixed(meaning.map { $0.type == "seal" ? "seal" : "\($0.name)_seal" } ?? "seal") }
        if let set = draft.name {
            if set == "other" { return prefixed(meaning.map { "\($0.name)_other" } ?? "other") }
            if let meaning, !Self.subjects.contains(set) { return prefixed(meaning.name) }
            return prefixed(set)
        }
        if let meaning { return prefixed(meaning.name) }
        switch type {
        case "table": return prefixed("items")
        case SurveyType.checkbox, "choice", SurveyType.circled, SurveyType.markGrid:
            return prefixed(type == SurveyType.checkbox ? "check" : "choice")
        case "date", SurveyType.eraDate: return prefixed("date")
        case "yen": return prefixed("amount")
        default: return prefixed("field")
        }
    }

    /// Names that say already whose the field is.
    private static func isOwned(_ name: String) -> Bool {
        ["bank", "branch", "account", "guardian", "child", "spouse", "householder", "applicant"].contains {
            name.hasPrefix($0)
        }
    }

    // MARK: Types

    private func type(
        of draft: SheetDraft, meaning: FormGlossary.Meaning?, doubts: inout [SurveyedField.Doubt]
    ) -> String {
        if let type = draft.type {
            if type == SurveyType.markGrid, draft.name == nil, let label = draft.label, Self.asksForOne(label) {
                return "choice"
            }
            return type == "date" && draft.era != nil ? SurveyType.eraDate : type
        }
        if case .options = draft.place { return "choice" }
        let said = meaning?.type ?? "text"
        guard case .cells(let cells) = draft.place else {
            if draft.typeHint == "yen" { return "yen" }
            return said == "text" || said == "date" && draft.typeHint == "number" ? draft.typeHint ?? said : said
        }
        // The postal code before or above an address has boxes, and often no label of its own.
        if said == "address", cells.count == 7 { return SurveyType.postalCode }
        if let count = FieldTypes.named(said)?.characterCount, count != cells.count {
            doubts.append(.typeOfShape)
            return "number"
        }
        if said == "date" {
            if cells.count == 6 { return SurveyType.eraDate }
            if cells.count != 8 { doubts.append(.typeOfShape) }
            return cells.count == 8 ? said : "number"
        }
        if FieldTypes.named(said)?.characterCount != nil || said == SurveyType.bankAccount { return said }
        switch said {
        case "kana", "yen", "number", "phone", "time", "name": return said
        case "text" where meaning == nil && cells.count == 12 && cells.allSatisfy({ $0.width > 3 }):
            doubts.append(.typeOfShape)
            return "number"
        case "address": return "text"
        default: return "number"
        }
    }

    /// Whether the words ask which one it is.
    private static func asksForOne(_ label: String) -> Bool {
        let text = FormGlossary.folded(FormGlossary.withoutBrackets(label))
        return ["方法", "区分", "種別", "種類", "形態", "有無", "可否", "の別", "いずれか", "ひとつ", "1つ"].contains {
            text.hasSuffix($0)
        } && !["複数", "すべて", "全て"].contains(where: label.contains)
    }

    // MARK: Places

    private func place(_ place: SheetDraft.Place, sectioned draft: SheetDraft) -> FieldDefinition.Place {
        switch place {
        case .zone(let area): return .zone(zone(area))
        case .cells(let areas): return .cells(areas.map(zone))
        case .options(let options):
            var names: [String: Int] = [:]
            return .options(
                options.enumerated().map { index, option in
                    let name = option.name.isEmpty ? "\(index + 1)" : option.name
                    names[name, default: 0] += 1
                    let count = names[name, default: 1]
                    return FieldDefinition.Option(name: count > 1 ? "\(name)（\(count)）" : name, zone: zone(option.area))
                })
        case .table(let area, let rows, let columns):
            return .table(zone(area), rows: rows, columns: self.columns(columns))
        }
    }

    private func columns(_ columns: [SheetDraft.Column]) -> [FieldDefinition.Column] {
        var counts: [String: Int] = [:]
        return columns.map { column in
            let meaning = column.label.flatMap(glossary.meaning)
            let stem = meaning?.name ?? "column"
            counts[stem, default: 0] += 1
            let count = counts[stem, default: 1]
            let said = meaning.map { $0.type == "signature" ? "text" : $0.type } ?? "text"
            let isSure = ["yen", SurveyType.checkbox].contains(column.hint)
            let type = said == "text" || isSure ? column.hint ?? said : said
            return FieldDefinition.Column(
                name: count > 1 || meaning == nil ? "\(stem)_\(count)" : stem, type: type, width: rounded(column.width))
        }
    }

    private func zone(_ area: Area) -> Zone {
        let inside = area.clipped(to: sheet.paper)
        return Zone(
            page: page, left: rounded(inside.left), top: rounded(inside.top),
            width: rounded(inside.right) - rounded(inside.left), height: rounded(inside.bottom) - rounded(inside.top))
    }

    private func rounded(_ mm: Double) -> Double { (mm * 100).rounded() / 100 }

    // MARK: Fields together

    /// A date takes its era from the words that are circled beside it.
    private func joinEra(_ index: Int, of drafts: [SheetDraft], in fields: inout [SurveyedField]) {
        let area = drafts[index].area
        guard case .cells = drafts[index].place, fields[index].definition.era == nil else { return }
        let era = drafts.indices.filter { other in
            guard drafts[other].name == "era" else { return false }
            let gap = area.left - drafts[other].area.right
            return gap > -1 && gap < 22 && drafts[other].area.sharedHeight(area) > 0
        }.min { area.left - drafts[$0].area.right < area.left - drafts[$1].area.right }
        guard let era else { return }
        let name = fields[index].definition.name
        fields[era].definition.name = "\(name)_era"
        fields[era].definition.label = "\(fields[index].definition.label)の元号"
        fields[era].doubts = []
        fields[index].definition.type = SurveyType.eraDate
        fields[index].definition.era = .field("\(name)_era")
    }

    /// Where two lie over each other, the later is kept only as far as it is free; what little remains is dropped.
    private func withoutOverlaps(_ fields: [SurveyedField]) -> [SurveyedField] {
        var kept: [(given: SurveyedField, free: SurveyedField)] = []
        var taken: [Zone] = []
        let firm = fields.filter { $0.definition.zones.count > 1 } + fields.filter { $0.definition.zones.count <= 1 }
        for field in firm {
            guard let free = field.within(freeOf: taken) else { continue }
            taken += free.definition.zones
            kept.append((field, free))
        }
        return fields.compactMap { field in kept.first { $0.given == field }?.free }
    }
}

extension String {
    /// Without the signs at its ends that are no part of a label, as asterisks and what lines were read as.
    fileprivate var trimmedToWords: String {
        func isWord(_ character: Character) -> Bool {
            character.isLetter && character != "ー" || character.isNumber || "〒㊞℡☎（(）)".contains(character)
        }
        guard let first = firstIndex(where: isWord) else { return self }
        let rest = self[first...]
        let end = rest.lastIndex { isWord($0) || $0 == "ー" } ?? rest.startIndex
        return String(rest[...end])
    }
}

extension SurveyedField {
    /// The field where its rectangles are free, each cut at the side where others lie over it; nil where too little is left.
    fileprivate func within(freeOf taken: [Zone]) -> SurveyedField? {
        var field = self
        switch definition.place {
        case .zone(let zone):
            guard let free = zone.free(of: taken) else { return nil }
            field.definition.place = .zone(free)
        case .cells(let zones):
            let free = zones.compactMap { $0.free(of: taken) }
            guard free.count == zones.count else { return nil }
            field.definition.place = .cells(free)
        default: guard !definition.zones.contains(where: { $0.free(of: taken) != $0 }) else { return nil }
        }
        return field
    }
}

extension FieldDefinition {
    /// All its rectangles.
    fileprivate var zones: [Zone] {
        switch place {
        case .zone(let zone), .table(let zone, _, _): [zone]
        case .cells(let zones): zones
        case .options(let options): options.map(\.zone)
        case .find: []
        }
    }
}

extension Zone {
    /// As two fields of a template may not: by more than a line's width.
    fileprivate func overlaps(_ other: Zone) -> Bool {
        page == other.page && min(right, other.right) - max(left, other.left) > 0.2
            && min(bottom, other.bottom) - max(top, other.top) > 0.2
    }

    /// Millimetres: less is no room to write in.
    private static let leastWidth = 3.0

    /// What is left of it beside others that reach over its left or right side; nil where that is too little.
    fileprivate func free(of taken: [Zone]) -> Zone? {
        var free = self
        for other in taken where free.overlaps(other) {
            let (before, after) = (other.left - free.left, free.right - other.right)
            guard max(before, after) >= Self.leastWidth else { return nil }
            if after >= before { free.left = other.right }
            free.width = max(before, after)
        }
        return free
    }
}
