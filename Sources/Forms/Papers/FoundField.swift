import FieldTypes
import Foundation
import JapaneseText
import Paperwork

/// What looking for one field came to.
struct FoundField {
    var readings: [Reading]
    var candidates: [Candidate]
    var zone: Zone?
    var found: FoundValue
    /// The characters of the value.
    var glyphs: [PrintedText.Glyph]
}

/// Finds the values of fields on a paper's text.
struct FieldFinder {
    let finder: ValueFinder

    /// How likely a place that was not taken is the right one, beside one that was.
    private static let elsewhere = 0.05
    /// Places that were not taken are kept up to here.
    private static let mostOthers = 6

    init(_ glyphs: [PrintedText.Glyph]) { finder = ValueFinder(glyphs) }

    /// Nil where no way leads to anything.
    func field(_ definition: FieldDefinition, era: FieldValue?) -> FoundField? {
        guard case .find(let ways) = definition.place else { return nil }
        let type = FieldTypes.named(definition.type) ?? FieldTypes.plain
        let context = FieldContext(definition: definition, era: era)
        if let table = table(ways, definition, type, context) { return table }
        let shape = Self.shape(type, context)
        let spots = ways.enumerated().map { finder.spots($0.element, way: $0.offset, shape) }
        guard let way = spots.firstIndex(where: { !$0.isEmpty }), let best = spots[way].first else {
            return unfit(ways, shape, type, context)
        }
        let value = Self.value(best.text, type, context)
        var doubt: Wording?
        if ways[way].choice == nil, ways[way].line == nil {
            let rivals = spots[way].filter {
                $0.wording == best.wording && $0.score >= best.score
                    && Self.value($0.text, type, context) != value
            }
            if !rivals.isEmpty, !best.label.isEmpty { doubt = Self.ambiguous(best.label.written) }
        }
        let agreeing = ways.indices.filter { $0 != way }.compactMap { other -> FoundValue.Agreement? in
            guard let spot = spots[other].first, Self.value(spot.text, type, context) == value else { return nil }
            return .init(way: ways[other].key, isElsewhere: !Self.overlap(spot, best))
        }
        var others: [FoundValue.Other] = []
        var seen: Set<FieldValue> = [value]
        for spot in spots.joined() where seen.insert(Self.value(spot.text, type, context)).inserted {
            others.append(
                .init(
                    text: spot.text, way: ways[spot.way].key,
                    label: spot.label.isEmpty ? nil : spot.label.written, zone: spot.zone))
        }
        let reading = Self.reading(of: best, doubt: doubt)
        var candidates = type.candidates(from: [reading], in: context)
        // What stands elsewhere may be the value too, where rules say so; it never leads by itself.
        for spot in spots.joined() where candidates.count < FieldTypes.candidateLimit {
            guard let other = Self.best(spot.text, type, context), other.proof.problem == nil,
                !candidates.contains(where: { $0.value == other.value })
            else { continue }
            candidates.append(
                Candidate(
                    text: other.text, value: other.value, score: Self.elsewhere * spot.score, proof: other.proof))
        }
        return FoundField(
            readings: [reading], candidates: candidates, zone: best.zone,
            found: FoundValue(
                way: ways[way].key, label: best.label.isEmpty ? nil : best.label.written, labelZone: best.label.zone,
                score: best.score, agreeing: agreeing, others: Array(others.prefix(Self.mostOthers))),
            glyphs: best.glyphs)
    }

    /// A label of the field's that is on the paper.
    func label(of definition: FieldDefinition) -> [PrintedText.Glyph]? {
        guard case .find(let ways) = definition.place else { return nil }
        for finding in ways {
            for line in finder.lines {
                if let label = line.labels(finding.labels, except: finding.except).first {
                    return Array(line.glyphs[label.range])
                }
            }
        }
        return nil
    }

    private func table(
        _ ways: [FieldDefinition.Finding], _ definition: FieldDefinition, _ type: any FieldType,
        _ context: FieldContext
    ) -> FoundField? {
        for (way, finding) in ways.enumerated() {
            guard case .table(let table) = finding.way,
                let found = PaperTable(lines: finder.lines, table: table).found(way: way), !found.spot.text.isEmpty
            else { continue }
            let seen = Self.reading(of: found.spot, doubt: found.doubt)
            let reading = Reading(
                text: found.spot.text, confidence: seen.confidence, recogniser: seen.recogniser, doubt: seen.doubt)
            return FoundField(
                readings: [reading], candidates: type.candidates(from: [reading], in: context), zone: found.spot.zone,
                found: FoundValue(
                    way: finding.key, label: found.spot.label.written, labelZone: found.spot.label.zone, score: 1),
                glyphs: found.spot.glyphs)
        }
        return nil
    }

    /// What stands beside a label and is no value of the type: it is shown with what is wrong about it.
    private func unfit(
        _ ways: [FieldDefinition.Finding], _ shape: ValueFinder.Shape, _ type: any FieldType, _ context: FieldContext
    ) -> FoundField? {
        guard !shape.isText else { return nil }
        var any = shape
        (any.isText, any.fits) = (true, { text in text.contains(where: \.isNumber) })
        for (index, finding) in ways.enumerated() where !finding.labels.isEmpty {
            guard let spot = finder.spots(finding, way: index, any).first else { continue }
            let reading = Self.reading(of: spot, doubt: nil)
            return FoundField(
                readings: [reading], candidates: type.candidates(from: [reading], in: context), zone: spot.zone,
                found: FoundValue(
                    way: finding.key, label: spot.label.written, labelZone: spot.label.zone, score: spot.score / 2),
                glyphs: spot.glyphs)
        }
        return nil
    }

    // MARK: Types

    static func shape(_ type: any FieldType, _ context: FieldContext) -> ValueFinder.Shape {
        let isNumber = type.shape == .number || type.shape == .wholeNumber
        func fits(_ text: String) -> Bool {
            guard !isNumber || text.contains(where: \.isWholeNumber) else { return false }
            guard let best = best(text, type, context) else { return false }
            return !best.value.isEmpty && best.proof.problem == nil
        }
        return ValueFinder.Shape(
            fits: fits,
            number: { text in
                guard isNumber, let value = best(text, type, context)?.value else { return nil }
                return Double(value.plainText)
            }, isText: type.calibrationGroup == .letters && fits("見本ABC"), isNumber: isNumber)
    }

    private static func best(_ text: String, _ type: any FieldType, _ context: FieldContext) -> Candidate? {
        let reading = Reading(text: text, confidence: .certain, recogniser: PrintedText.recogniser)
        return type.candidates(from: [reading], in: context).first
    }

    private static func value(_ text: String, _ type: any FieldType, _ context: FieldContext) -> FieldValue {
        best(text, type, context)?.value ?? .text(text)
    }

    // MARK: Readings

    private static func overlap(_ one: PaperSpot, _ other: PaperSpot) -> Bool {
        guard let one = one.zone, let other = other.zone, one.page == other.page else { return false }
        return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
    }

    /// The text with its blanks, as sure as its characters are.
    static func reading(of spot: PaperSpot, doubt: Wording?) -> Reading {
        let isSeen = spot.glyphs.allSatisfy(\.isSure)
        var positions: [[Lattice.Alternative]] = []
        var rest = spot.glyphs[...]
        for character in spot.text {
            guard let glyph = rest.first, glyph.text.hasPrefix(String(character)) else {
                positions.append([Lattice.Alternative(String(character), 1)])
                continue
            }
            positions.append(glyph.alternatives ?? [Lattice.Alternative(String(character), PrintedText.score)])
            rest = rest.dropFirst()
        }
        let confidence = positions.reduce(1) { $0 * ($1.first?.score ?? 0) }
        return Reading(
            text: spot.text, confidence: isSeen ? Confidence(confidence) : .none,
            lattice: Lattice(positions: positions),
            recogniser: spot.glyphs.lazy.compactMap(\.recogniser).first ?? PrintedText.recogniser,
            doubt: isSeen ? doubt : PrintedText.notSeen)
    }

    private static func ambiguous(_ label: String) -> Wording {
        Wording(
            ja: "見出し「\(label)」がいくつもあり、値が違います。どれが正しいか、画像を見て確かめてください。",
            en:
                "The label \"\(label)\" stands at several places with different values. Look at the picture which is right."
        )
    }
}
