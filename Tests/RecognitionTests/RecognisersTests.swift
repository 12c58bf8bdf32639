import Imaging
import Paperwork
import Recognition
import Testing

@Suite struct RecognisersTests {
    private final class Fixed: Recogniser {
        let name: String
        private let hand: ReadingRequest.Hand
        private let confidence: Double

        init(_ name: String, hand: ReadingRequest.Hand, confidence: Double) {
            self.name = name
            self.hand = hand
            self.confidence = confidence
        }

        func canRead(_ request: ReadingRequest) -> Bool { request.hand == hand || request.hand == .either }

        func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
            [Reading(text: name, confidence: Confidence(confidence), recogniser: name)]
        }
    }

    @Test(arguments: [
        (ReadingRequest.Hand.print, ["print"]), (.hand, ["hand"]), (.either, ["hand", "print"]),
    ])
    func asksThoseThatCanAndPutsTheSurestFirst(hand: ReadingRequest.Hand, expected: [String]) throws {
        let recognisers = Recognisers(recognisers: [
            Fixed("print", hand: .print, confidence: 0.6), Fixed("hand", hand: .hand, confidence: 0.9),
        ])
        let crop = Crop(bitmap: Bitmap(GrayPixels(width: 4, height: 4)), dpi: 300)
        let readings = try recognisers.read(crop, as: ReadingRequest(repertoire: .digits, hand: hand))
        #expect(readings.map(\.text) == expected)
    }
}
