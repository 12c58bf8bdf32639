package import Paperwork

/// All recognisers of one worker, with their engines warm; used by one thread at a time.
package final class Recognisers {
    private let recognisers: [any Recogniser]

    package init(recognisers: [any Recogniser]) { self.recognisers = recognisers }

    /// What those recognisers that can read such zones see, best first; none where there is no such recogniser.
    ///
    /// - Throws: `Trouble` of kind `installation` where an engine or a model is missing.
    package func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
        var readings: [[Reading]] = []
        for recogniser in recognisers where recogniser.canRead(request) {
            readings.append(try recogniser.read(crop, as: request))
        }
        guard readings.count > 1 else { return readings.first ?? [] }
        return readings.flatMap(\.self).sorted { $0.confidence > $1.confidence }
    }
}
