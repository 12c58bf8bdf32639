package import Paperwork

/// Says how likely zones are marked, from what the scan has there and what the blank form has.
package struct MarkReader: Sendable {
    private let model: CharacterModel

    /// - Throws: `Trouble` of kind `installation` where the model's file is missing or damaged.
    package init() throws(Trouble) { model = try CharacterModel.marks() }

    /// The chance, between 0 and 1, that a person marked each zone.
    ///
    /// A small convolutional network; `Training/marks` tells on what it is trained. Its probabilities are calibrated by
    /// a temperature (Guo et al. 2017) fitted on zones that it was not trained on.
    package func probabilities(of crops: [MarkCrop]) -> [Double] {
        let pictures = crops.map { MarkPicture($0)?.values }
        var network = CharacterNetwork(model: model)
        var found = network.probabilities(of: pictures.compactMap(\.self)).map { 1 - $0[Self.unmarked] }[...]
        return pictures.map { $0 == nil ? 0 : Double(found.removeFirst()) }
    }

    /// The model's class for a zone without a mark; the other is for a zone with one.
    private static let unmarked = 0
}
