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
            [confidence, confidence / 2].map {
                Reading(text: "\(name) \($0)", confidence: Confidence($0), recogniser: name)
            }
        }
    }

    private let crop = Crop(bitmap: Bitmap(GrayPixels(width: 4, height: 4)), dpi: 300)
    private let fixed = [Fixed("print", hand: .print, confidence: 0.6), Fixed("hand", hand: .hand, confidence: 0.9)]

    @Test(arguments: [
        (ReadingRequest.Hand.print, ["print 0.6", "print 0.3"]),
        (.hand, ["hand 0.9", "hand 0.45"]),
        (.either, ["hand 0.9", "hand 0.45", "print 0.6", "print 0.3"]),
    ])
    func asksThoseThatCanAndPutsTheSurestFirst(hand: ReadingRequest.Hand, expected: [String]) throws {
        let readings = try Recognisers(recognisers: fixed).read(
            crop, as: ReadingRequest(repertoire: .digits, hand: hand))
        #expect(readings.map(\.text) == expected)
    }

    @Test func calibratedChancesDecideWhoComesFirst() throws {
        let recognisers = Recognisers(recognisers: fixed) { reading, request in
            reading.recogniser == "print" && request.fieldType == "yen" ? 0.99 : 0.8
        }
        let readings = try recognisers.read(crop, as: ReadingRequest(repertoire: .digits, fieldType: "yen"))
        #expect(readings.map(\.text) == ["print 0.6", "print 0.3", "hand 0.9", "hand 0.45"])
    }
}
