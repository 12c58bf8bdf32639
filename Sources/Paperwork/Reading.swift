/// What a recogniser saw in a zone.
package struct Reading: Hashable, Sendable, Codable {
    /// The text as seen, not yet brought to a normal form. Empty where nothing is written.
    package var text: String
    /// The recogniser's own, uncalibrated, confidence in `text` as a whole.
    package var confidence: Confidence
    package var lattice: Lattice
    /// Which recogniser and model saw it, as in `tesseract/eng`: calibration is kept per such name.
    package var recogniser: String
    /// Why the reading must not be believed whatever its confidence, as in a line struck through; nil where nothing
    /// speaks against it.
    package var doubt: Wording?

    package init(
        text: String, confidence: Confidence, lattice: Lattice = Lattice(), recogniser: String, doubt: Wording? = nil
    ) {
        self.text = text
        self.confidence = confidence
        self.lattice = lattice
        self.recogniser = recogniser
        self.doubt = doubt
    }

    /// The recogniser without its model, as in `tesseract`.
    package var family: Substring { recogniser.prefix { $0 != "/" } }
}
