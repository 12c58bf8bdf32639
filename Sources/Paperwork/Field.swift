/// What a field type's own proof says of a value.
package enum Proof: Hashable, Sendable, Codable {
    /// The type has no proof for such a value.
    case none
    /// The proof holds. `chance` is how often a wrong value would pass it all the same, between 0 and 1 (1/11 for a
    /// modulus-11 check digit); `name` is the proof in the reader's words, as in「検査数字」/"check digit".
    case holds(name: Wording, chance: Double)
    /// The value can't be right.
    case fails(Problem)

    package var problem: Problem? {
        if case .fails(let problem) = self { problem } else { nil }
    }
}

/// One value that a field may have, as its readings allow.
package struct Candidate: Hashable, Sendable, Codable {
    /// What was written.
    package var text: String
    /// Its normal form.
    package var value: FieldValue
    /// By the recogniser's scores alone, uncalibrated, between 0 and 1.
    package var score: Double
    package var proof: Proof

    package init(text: String, value: FieldValue, score: Double, proof: Proof = .none) {
        self.text = text
        self.value = value
        self.score = score
        self.proof = proof
    }

    private enum CodingKeys: CodingKey { case text, value, score, proof }

    /// What `encode` left out is as it mostly is: the value is the text, and has no proof.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        text = try container.decode(String.self, forKey: .text)
        value = container.contains(.value) ? try container.decode(FieldValue.self, forKey: .value) : .text(text)
        score = try container.decode(Double.self, forKey: .score)
        proof = try container.decodeIfPresent(Proof.self, forKey: .proof) ?? .none
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text, forKey: .text)
        if value != .text(text) { try container.encode(value, forKey: .value) }
        try container.encode(score, forKey: .score)
        if proof != .none { try container.encode(proof, forKey: .proof) }
    }
}

/// A named, typed value of a document, with all that speaks for and against it.
package struct Field: Hashable, Sendable, Codable {
    package var name: String
    /// The field type's name, as in `my-number`.
    package var type: String
    /// The normal form; `.none` where nothing is written or what is written has none.
    package var value: FieldValue
    /// What was written.
    package var text: String
    /// What the recognisers saw: one or more, the one that `text` came from first.
    package var readings: [Reading]
    /// Best first; the first is `value` as read.
    package var candidates: [Candidate]
    package var proof: Proof
    /// Calibrated; `none` until decided.
    package var confidence: Confidence
    /// Nil until decided.
    package var decision: Decision?
    package var zone: Zone?
    /// How it was found, where its form has no zone for it.
    package var found: FoundValue?
    /// An empty value is right.
    package var isOptional: Bool
    /// Masked everywhere but in review by those allowed.
    package var isSensitive: Bool

    package init(
        name: String, type: String, value: FieldValue, text: String, readings: [Reading] = [],
        candidates: [Candidate] = [], proof: Proof = .none, zone: Zone? = nil, isOptional: Bool = false,
        isSensitive: Bool = false
    ) {
        self.name = name
        self.type = type
        self.value = value
        self.text = text
        self.readings = readings
        self.candidates = candidates
        self.proof = proof
        self.confidence = .none
        self.decision = nil
        self.zone = zone
        self.isOptional = isOptional
        self.isSensitive = isSensitive
    }
}

/// Whether a field passes unseen, and why.
package struct Decision: Hashable, Sendable, Codable {
    /// Who vouches for an accepted value.
    package enum Voucher: String, Hashable, Sendable, Codable {
        case evidence
        case person
    }

    package var accepted: Bool
    package var by: Voucher
    /// One sentence that names the evidence.
    package var because: Wording
    /// The person's, where a person decided; nil elsewhere.
    package var account: String?
    /// The figures that it rests on; nil where a person decided, or nothing was weighed.
    package var basis: Basis?

    /// What was weighed.
    package struct Basis: Hashable, Sendable, Codable {
        package var ground: Ground
        /// The chance of error by what ships with Tema and by the evidence, before the site's own calibration; between 0
        /// and 1.
        package var error: Double
        /// The share of values like it whose truth becomes known, between 0 and 1.
        package var rate: Double
        /// The form that it was read by, with its version; nil where that is not known.
        package var form: String?

        package init(ground: Ground, error: Double, rate: Double, form: String? = nil) {
            self.ground = ground
            self.error = error
            self.rate = rate
            self.form = form
        }
    }

    package init(
        accepted: Bool, by: Voucher = .evidence, because: Wording, account: String? = nil, basis: Basis? = nil
    ) {
        self.accepted = accepted
        self.by = by
        self.because = because
        self.account = account
        self.basis = basis
    }
}

extension Field {
    /// It waits for a person.
    package var isOpen: Bool { decision?.accepted != true }

    /// One of two people has settled it.
    package var waitsForSecond: Bool { decision?.by == .person && decision?.accepted == false }
}
