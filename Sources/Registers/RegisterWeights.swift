internal import FieldTypes
package import Foundation

/// How well what a document says agrees with what a record says.
package enum ComparisonLevel: Int, CaseIterable, Codable, Sendable {
    /// Equal under folding.
    case equal
    /// As near as one misreading explains.
    case near
    /// As near as several misreadings explain.
    case similar
    case different
}

/// What a field's agreement is worth, after Fellegi & Sunter: the chances of each level where document and record speak of
/// the same person, and where they do not.
package struct FieldWeights: Codable, Hashable, Sendable {
    /// P(level | same person), in the order of ``ComparisonLevel``; they add up to 1.
    package var same: [Double]
    /// Documents whose field was compared, by their chance to be the record's: what `same` was estimated from. 0 where it
    /// is what was assumed.
    package var documents: Double

    package init(same: [Double], documents: Double) {
        self.same = same
        self.documents = documents
    }

    /// What is assumed before a site has data: one value in twenty is misread (``Misreading/chanceOfExactness``), four out
    /// of five of these by one mistake, and a few have changed (``ComparisonKind/chanceOfChange``).
    init(assumedFor kind: ComparisonKind) {
        let change = kind.chanceOfChange
        let exact = Misreading.chanceOfExactness
        same = [exact, (1 - exact) * 0.8, (1 - exact) * 0.2].map { $0 * (1 - change) } + [change]
        documents = 0
    }

    /// By how many nats an agreement of that level speaks more for the same person than was assumed. At most three either
    /// way: what the data of one site says does not overturn what misreading is.
    func shift(_ level: ComparisonLevel, from assumed: FieldWeights) -> Double {
        min(3, max(-3, log(same[level.rawValue] / assumed.same[level.rawValue])))
    }
}

/// The weights of a register's fields, estimated from a site's own documents.
package struct RegisterWeights: Codable, Hashable, Sendable {
    /// By the field's name.
    package var fields: [String: FieldWeights]
    /// Documents that they were estimated from.
    package var documents: Int
    /// The share of documents whose person the register has.
    package var registered: Double
    package var estimated: Date
    /// Until nothing changed any more.
    package var rounds: Int
}
