import FieldTypes
import Forms
import Foundation
import Paperwork

/// Reads where one field is on the form.
struct PlaceReader {
    let section: Section
    let type: any FieldType
    let paper: PaperSize?
    let pages: Int
    /// Whether the template has no blank form.
    var isFree = false

    private var file: DefinitionFile { section.file }

    func place() -> FieldDefinition.Place? {
        let allowed = type.placing.keys
        var fits = true
        for key in FieldPlacing.allKeys {
            guard !allowed.contains(key), let node = section[key] else { continue }
            fits = false
            file.report(
                ja: "型が \(type.name) の項目には「\(key)」を書けません",
                en: "a field of type \(type.name) takes no '\(key)'", at: node)
        }
        let page = section.whole("page", in: 1...1000) ?? 1
        if page > pages, let node = section["page"] {
            file.report(
                ja: "\(page)ページ目はありません（この様式は\(pages)ページです）",
                en: "there is no page \(page): the form has \(pages)", at: node)
        }
        if let find = section["find"], allowed.contains("find") { return finding(find) }
        if isFree {
            file.report(
                ja: "「layout: free」の様式には枠がありません。この項目の探し方を「find」に書きます",
                en: "a template with 'layout: free' has no zones: say how the value is found by 'find'",
                at: section.node)
            return nil
        }
        let place: FieldDefinition.Place? =
            switch type.placing {
            case .writing: writingPlace(page: page)
            case .zone: zone("zone", page: page).map { .zone($0) }
            case .options: optionsPlace(page: page)
            case .table: tablePlace(page: page)
            }
        return fits ? place : nil
    }

    private func missing(_ keys: String) {
        file.report(
            ja: "この項目の場所がありません（\(keys) を書きます）", en: "the field has no place: write \(keys)", at: section.node)
    }

    private func zone(_ key: String, page: Int) -> Zone? {
        guard let node = section[key] else {
            missing(type.placing == .writing ? "zone, cells or find" : key)
            return nil
        }
        return rectangle(node, key, page: page)
    }

    /// `[left, top, width, height]` in millimetres, on the page.
    private func rectangle(_ node: DefinitionNode, _ name: String, page: Int) -> Zone? {
        let numbers = node.items?.compactMap { $0.text.flatMap(DefinitionFile.plainNumber) } ?? []
        guard numbers.count == 4, node.items?.count == 4 else {
            file.report(
                ja: "「\(name)」には [左, 上, 幅, 高さ] をミリメートルの数で書きます",
                en: "'\(name)' must be [left, top, width, height] in millimetres", at: node)
            return nil
        }
        let zone = Zone(page: page, left: numbers[0], top: numbers[1], width: numbers[2], height: numbers[3])
        guard zone.width > 0, zone.height > 0 else {
            file.report(
                ja: "「\(name)」の幅と高さは0より大きくします", en: "'\(name)' must be wider and higher than 0", at: node)
            return nil
        }
        return isOnPage(zone, name, at: node) ? zone : nil
    }

    private func isOnPage(_ zone: Zone, _ name: String, at node: DefinitionNode) -> Bool {
        guard let paper else { return true }
        let tolerance = 0.01
        let beyond = [
            (zone.left < -tolerance, "左", "left"), (zone.top < -tolerance, "上", "top"),
            (zone.right > paper.width + tolerance, "右", "right"),
            (zone.bottom > paper.height + tolerance, "下", "bottom"),
        ]
        guard let side = beyond.first(where: \.0) else { return true }
        let size = "\(ReadableNumber.text(paper.width)) × \(ReadableNumber.text(paper.height)) mm"
        file.report(
            ja: "「\(name)」が用紙の\(side.1)にはみ出しています（用紙は \(size)）",
            en: "'\(name)' leaves the page at the \(side.2) (the paper is \(size))", at: node)
        return false
    }

    private func writingPlace(page: Int) -> FieldDefinition.Place? {
        guard let cells = section["cells"] else { return zone("zone", page: page).map { .zone($0) } }
        if cells.items != nil {
            if let node = section["zone"] {
                file.report(
                    ja: "「cells」に枠を並べるときは「zone」は要りません", en: "'zone' is not needed where 'cells' lists rectangles",
                    at: node)
            }
            return listedCells(cells, page: page)
        }
        guard let count = file.whole(cells, "cells", in: 1...100) else { return nil }
        checkCount(count, at: cells)
        guard section["zone"] != nil else {
            file.report(
                ja: "「cells」に数を書くときは「zone」が要ります", en: "'cells' as a number needs a 'zone' to divide", at: cells)
            return nil
        }
        return zone("zone", page: page).map { .cells(Self.equalCells(of: $0, count: count)) }
    }

    static func equalCells(of zone: Zone, count: Int) -> [Zone] {
        let width = zone.width / Double(count)
        return (0..<count).map {
            Zone(
                page: zone.page, left: zone.left + Double($0) * width, top: zone.top, width: width, height: zone.height)
        }
    }

    private func listedCells(_ node: DefinitionNode, page: Int) -> FieldDefinition.Place? {
        let items = node.items ?? []
        let zones = items.compactMap { rectangle($0, "cells", page: page) }
        checkCount(items.count, at: node)
        guard !items.isEmpty, zones.count == items.count else { return nil }
        for (index, zone) in zones.enumerated() {
            guard let earlier = zones[..<index].firstIndex(where: { ZoneOverlap.overlap($0, zone) }) else { continue }
            file.report(
                ja: "\(index + 1)番目の枠が\(earlier + 1)番目の枠と重なっています",
                en: "cell \(index + 1) overlaps cell \(earlier + 1)", at: items[index])
        }
        return .cells(zones)
    }

    private func checkCount(_ count: Int, at node: DefinitionNode) {
        guard let expected = type.characterCount, count != expected else { return }
        file.report(
            ja: "\(type.name) の枠は\(expected)個です（\(count)個書かれています）",
            en: "a \(type.name) has \(expected.counted("cell")), not \(count)", at: node)
    }

    private func optionsPlace(page: Int) -> FieldDefinition.Place? {
        guard let node = section["options"] else {
            missing("options")
            return nil
        }
        guard let entries = node.entries, !entries.isEmpty else {
            file.report(
                ja: "「options」には「選択肢: [左, 上, 幅, 高さ]」を並べます",
                en: "'options' must name each option with its [left, top, width, height]", at: node)
            return nil
        }
        var options: [FieldDefinition.Option] = []
        for entry in entries {
            guard let name = file.text(entry.key, "options"),
                let zone = rectangle(entry.value, name, page: page)
            else { continue }
            if let other = options.first(where: { ZoneOverlap.overlap($0.zone, zone) }) {
                file.report(
                    ja: "選択肢「\(name)」が「\(other.name)」と重なっています",
                    en: "the option '\(name)' overlaps '\(other.name)'", at: entry.value)
            }
            options.append(.init(name: name, zone: zone))
        }
        return options.count == entries.count ? .options(options) : nil
    }

    private func tablePlace(page: Int) -> FieldDefinition.Place? {
        let zone = zone("zone", page: page)
        let rows = section.whole("rows", in: 1...500)
        for key in ["rows", "columns"] where section[key] == nil {
            file.report(ja: "表には「\(key)」が要ります", en: "a table needs '\(key)'", at: section.node)
        }
        guard let node = section["columns"] else { return nil }
        let columns = ColumnReader(file: file).columns(node, keys: TemplateKeys.column)
        let width = columns.reduce(0) { $0 + $1.width }
        if let zone, width > zone.width + 0.5 {
            file.report(
                ja: "列の幅の合計（\(ReadableNumber.text(width)) mm）が表の幅（\(ReadableNumber.text(zone.width)) mm）を超えています",
                en:
                    "the columns add up to \(ReadableNumber.text(width)) mm, more than the table's \(ReadableNumber.text(zone.width)) mm",
                at: node)
        }
        guard let zone, let rows, !columns.isEmpty else { return nil }
        return .table(zone, rows: rows, columns: columns)
    }

    private func finding(_ node: DefinitionNode) -> FieldDefinition.Place? {
        FindingReader(file: file, isTable: type.placing == .table).findings(node).map { .find($0) }
    }
}
