internal import Imaging
package import Paperwork

/// Says how likely zones are marked, from what the scan has there, what the blank form has, and what the same sheet's
/// other zones have.
package struct MarkReader: Sendable {
    private let model: CharacterModel

    /// - Throws: `Trouble` of kind `installation` where the model's file is missing or damaged.
    package init() throws(Trouble) { model = try CharacterModel.marks() }

    /// What may be the matter with each zone of a sheet.
    ///
    /// A small convolutional network; `Training/marks` tells on what it is trained. Its probabilities are calibrated by
    /// a temperature (Guo et al. 2017) fitted on zones that it was not trained on.
    ///
    /// - Parameter crops: all zones of one sheet, so that each is seen against the others of its size.
    package func chances(of crops: [MarkCrop]) -> [MarkChances] {
        let pictures = MarkPicture.pictures(of: crops)
        var network = CharacterNetwork(model: model)
        var found = network.probabilities(of: pictures.compactMap { $0?.values })[...]
        return pictures.map { picture in
            guard picture != nil else { return MarkChances(marked: 0) }
            let chances = found.removeFirst().map(Double.init)
            return MarkChances(
                unmarked: chances[MarkPicture.Kind.unmarked.rawValue],
                marked: chances[MarkPicture.Kind.marked.rawValue],
                unclear: chances[MarkPicture.Kind.unclear.rawValue])
        }
    }
}
