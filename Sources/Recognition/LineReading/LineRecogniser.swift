internal import FieldTypes
internal import Imaging
package import Paperwork

/// Reads whole lines, print and handwriting alike, with a network that shares nothing with Tema's own: PP-OCRv6 (PaddleOCR).
///
/// Its network is made when it is first needed and stays warm as long as the recogniser lives.
package final class LineRecogniser: Recogniser {
    package let name = "line"
    private let reader: SecondReader
    private let library: OpenVINOLibrary
    /// Outer nil before it is first needed.
    private var network: LineNetwork??
    /// Nil where the second reader is not installed here or can't be loaded: `SecondReader.missing()` says why.
    package init?(_ reader: SecondReader = .installed) {
        guard let library = OpenVINOLibrary.opened(in: reader.libraries), reader.hasModels else { return nil }
        (self.reader, self.library) = (reader, library)
    }

    package func canRead(_ request: ReadingRequest) -> Bool { !request.repertoire.isEmpty }

    package func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
        try read([ReadingTask(crop: crop, request: request)])[0]
    }

    package func read(_ tasks: [ReadingTask]) throws(Trouble) -> [[Reading]] {
        guard let network = warmNetwork() else { return tasks.map { _ in [] } }
        let zones = tasks.map { LineZone($0) }
        var steps = network.read(zones.flatMap { $0.lines.map(\.pixels) })[...]
        return zip(tasks, zones).map { task, zone in
            let own = Array(steps.prefix(zone.lines.count))
            steps = steps.dropFirst(own.count)
            let decoder = LineDecoder(alphabet: .of(network.dictionary, repertoire: task.request.repertoire))
            return [zone.reading(of: own, by: decoder, named: name)]
        }
    }

    /// Nil where the model is damaged, as `SecondReader.missing()` says: then others read.
    private func warmNetwork() -> LineNetwork? {
        if network == nil { network = .some(LineNetwork.lent(reader, library: library)) }
        return network ?? nil
    }

    deinit { (network ?? nil)?.giveBack() }
}
