import FieldTypes
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

        func canRead(_ request: ReadingRequest) -> Bool {
            request.hand == hand || hand == .either || request.hand == .either
        }

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
        let task = ReadingTask(crop: crop, request: ReadingRequest(repertoire: .digits, hand: hand))
        let readings = try Recognisers(recognisers: fixed).read([task])
        #expect(readings.map { $0.map(\.text) } == [expected])
    }

    @Test func calibratedChancesDecideWhoComesFirst() throws {
        let recognisers = Recognisers(recognisers: fixed) { reading, request in
            reading.recogniser == "print" && request.fieldType == "yen" ? 0.99 : 0.8
        }
        let task = ReadingTask(crop: crop, request: ReadingRequest(repertoire: .digits, fieldType: "yen"))
        let readings = try recognisers.read([task])
        #expect(readings.map { $0.map(\.text) } == [["print 0.6", "print 0.3", "hand 0.9", "hand 0.45"]])
    }

    @Test func eachCropGetsItsOwnReadings() throws {
        let tasks = [ReadingRequest.Hand.hand, .print, .either].map {
            ReadingTask(crop: crop, request: ReadingRequest(repertoire: .digits, hand: $0))
        }
        let readings = try Recognisers(recognisers: fixed).read(tasks)
        let names = readings.map { $0.map(\.recogniser) }
        #expect(names == [["hand", "hand"], ["print", "print"], ["hand", "hand", "print", "print"]])
    }

    @Test func theReserveReadsOnlyWhatOthersAreLikelyWrongAbout() throws {
        let reserve = Fixed("reserve", hand: .either, confidence: 0.4)
        let recognisers = Recognisers(recognisers: [Fixed("print", hand: .print, confidence: 0.3)], reserve: reserve)
        func names(_ recognisers: Recognisers) throws -> [[String]] {
            let task = ReadingTask(crop: crop, request: ReadingRequest(repertoire: .digits, hand: .either))
            return try recognisers.read([task]).map { $0.map(\.recogniser) }
        }
        #expect(try names(recognisers) == [["reserve", "reserve", "print", "print"]])
        #expect(try names(Recognisers(recognisers: fixed, reserve: reserve)) == [["hand", "hand", "print", "print"]])
    }
}
