internal import FieldTypes
package import Paperwork

/// How often a reading is right, given who read it, what kind of field it is, and the recogniser's own confidence.
package struct Calibration: Hashable, Sendable, Codable {
    /// A stretch of raw confidence in which readings are right about equally often.
    package struct Bin: Hashable, Sendable, Codable {
        /// The lowest raw confidence of the bin, between 0 and 1; it ends where the next one begins.
        package var from: Double
        /// A lower bound of the chance that such a reading is right, between 0 and 1.
        package var right: Double
        /// Readings that the bound was computed from; 0 for an assumption.
        package var samples: Int
        /// Wrong ones among them.
        package var errors: Int

        package init(from: Double, right: Double, samples: Int = 0, errors: Int = 0) {
            self.from = from
            self.right = right
            self.samples = samples
            self.errors = errors
        }
    }

    /// The bins of one recogniser and kind of field.
    package struct Curve: Hashable, Sendable, Codable {
        /// As in `print/eng`; `print` speaks for every `print/…` without a curve of its own, `*` for every recogniser.
        package var recogniser: String
        /// A field type's name, a group of them (``Calibration/group(of:)``), ``Calibration/emptyKind``, or `*` for every
        /// kind without a curve of its own.
        package var kind: String
        /// By rising `from`; `right` never falls.
        package var bins: [Bin]

        package init(recogniser: String, kind: String, bins: [Bin]) {
            self.recogniser = recogniser
            self.kind = kind
            self.bins = bins
        }
    }

    /// How often a second recogniser reads the same wrong text as the first, in one group of kinds.
    package struct Agreement: Hashable, Sendable, Codable {
        /// As in `print/glyphs`.
        package var first: String
        package var second: String
        /// A group of field types (``Calibration/group(of:)``).
        package var kind: String
        /// Wrong readings of the first that the second read too.
        package var wrong: Int
        /// Those of them that the second read the same.
        package var same: Int
        /// An upper bound of the share, between 0 and 1.
        package var chance: Double

        package init(first: String, second: String, kind: String, wrong: Int, same: Int, chance: Double) {
            (self.first, self.second, self.kind) = (first, second, kind)
            (self.wrong, self.same, self.chance) = (wrong, same, chance)
        }
    }

    /// The kind under which readings of an empty zone are kept, whatever the field's type: finding no ink is another
    /// task than reading it.
    package static let emptyKind = "empty"
    /// The kinds that are read alike, and so share a curve: a recogniser's digits are another task than its names.
    ///
    /// - Parameter kind: a field type's name, or whatever else a curve is kept under.
    package static func group(of kind: String) -> String {
        (FieldTypes.named(kind)?.calibrationGroup ?? .letters).rawValue
    }

    /// The kind under which a reading of a field of this type is kept: an empty zone's, a code's of digits alone whatever
    /// the type, else the type's own name. That nothing is marked is read like any mark.
    package static func kind(ofType type: String, text: String, isEmpty: Bool) -> String {
        let known = FieldTypes.named(type)
        if isEmpty { return known?.calibrationGroup.isOfMarks == true ? type : emptyKind }
        return known?.calibrationKind(of: text) ?? type
    }

    /// The chance taken for a reading that no curve speaks of.
    package static let unknownChance = 0.5

    /// What the curves were measured on, in words.
    package var fittedOn: String
    package var curves: [Curve]
    /// What was measured of errors that two recognisers share.
    package var agreements: [Agreement]
    /// How often a value is right that two recognisers of different families read the same, by the families' names joined by `&`
    /// in alphabetical order, as in `hand&line`; the bins are of ``jointScore(_:_:)``.
    package var joint: [Curve]

    package init(fittedOn: String, curves: [Curve], agreements: [Agreement] = [], joint: [Curve] = []) {
        self.fittedOn = fittedOn
        self.curves = curves
        self.agreements = agreements
        self.joint = joint
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        fittedOn = try values.decode(String.self, forKey: .fittedOn)
        curves = try values.decode([Curve].self, forKey: .curves)
        agreements = try values.decodeIfPresent([Agreement].self, forKey: .agreements) ?? []
        joint = try values.decodeIfPresent([Curve].self, forKey: .joint) ?? []
    }

    private enum CodingKeys: String, CodingKey {
        case fittedOn = "fitted-on"
        case curves, agreements, joint
    }

    /// What two readings that say the same are sorted by: one less the product of their chances of error, between 0 and 1.
    package static func jointScore(_ first: Double, _ second: Double) -> Double { 1 - (1 - first) * (1 - second) }

    /// The name that two recognisers' shared curve is kept under; nil where they are of one family.
    package static func jointName(_ first: String, _ second: String) -> String? {
        let families = [first, second].map { String($0.prefix { $0 != "/" }) }.sorted()
        return families[0] == families[1] ? nil : families.joined(separator: "&")
    }

    /// The chance, between 0 and 1, that what both readings of a field of this type say is right; nil where it was not measured.
    package func jointChance(of first: Reading, and second: Reading, ofType type: String) -> Double? {
        guard let name = Self.jointName(first.recogniser, second.recogniser) else { return nil }
        let group = Self.group(of: type)
        let score = Self.jointScore(chance(of: first, ofType: type), chance(of: second, ofType: type))
        let curve =
            joint.first { $0.recogniser == name && $0.kind == type }
            ?? joint.first { $0.recogniser == name && $0.kind == group }
        return curve?.bins.last { $0.from <= score }?.right
    }

    /// The chance, between 0 and 1, that `second` reads the same as `first` where `first` is wrong about a field of this
    /// type; nil where it was not measured.
    package func sharedErrors(of first: String, and second: String, kind: String) -> Double? {
        let group = Self.group(of: kind)
        return agreements.first { $0.first == first && $0.second == second && $0.kind == group }?.chance
    }

    /// The chance, between 0 and 1, that what was read of a field of this type is right.
    package func chance(of reading: Reading, ofType type: String) -> Double {
        chance(
            recogniser: reading.recogniser,
            kind: Self.kind(ofType: type, text: reading.text, isEmpty: reading.text.isEmpty), raw: reading.confidence)
    }

    /// The chance, between 0 and 1, that a reading with this raw confidence is right.
    ///
    /// The most particular curve speaks: the recogniser's own before its family's before `*`, and for each of them the
    /// kind's own before its group's before `*`. ``unknownChance`` where none does or the confidence lies below the curve's first bin.
    package func chance(recogniser: String, kind: String, raw: Confidence) -> Double {
        curve(recogniser: recogniser, kind: kind)?.bins.last { $0.from <= raw.value }?.right
            ?? min(Self.unknownChance, raw.value)
    }

    private func curve(recogniser: String, kind: String) -> Curve? {
        let family = String(recogniser.prefix { $0 != "/" })
        for name in [recogniser, family, "*"] {
            for kind in kind == Self.emptyKind ? [kind] : [kind, Self.group(of: kind), "*"] {
                if let curve = curves.first(where: { $0.recogniser == name && $0.kind == kind }) { return curve }
            }
        }
        return nil
    }
}
