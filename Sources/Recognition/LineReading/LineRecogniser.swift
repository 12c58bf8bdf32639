internal import FieldTypes
internal import Imaging
package import Paperwork

/// Reads whole lines, print and handwriting alike, with a network that shares nothing with Tema's own: PP-OCRv6 (PaddleOCR).
///
/// Its network is lent for each call: what reads pages and what reads zones in one worker share one.
package final class LineRecogniser: Recogniser {
    package let name = "line"
    private let reader: SecondReader
    private let library: OpenVINOLibrary
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
        // Where the model is damaged, as `SecondReader.missing()` says, others read.
        guard let network = LineNetwork.lent(reader, library: library) else { return tasks.map { _ in [] } }
        defer { network.giveBack() }
        let zones = tasks.map { LineZone($0) }
        var steps = network.read(zones.flatMap { $0.lines.map(\.pixels) })[...]
        return zip(tasks, zones).map { task, zone in
            let own = Array(steps.prefix(zone.lines.count))
            steps = steps.dropFirst(own.count)
            let decoder = LineDecoder(alphabet: .of(network.dictionary, repertoire: task.request.repertoire))
            return [zone.reading(of: own, by: decoder, named: name)]
        }
    }
}
