internal import Delivery
internal import Evidence
package import Foundation
package import Paperwork

/// A reading whose truth is known: what a calibration is fitted to.
package struct JudgedReading: Sendable, Hashable, Codable {
    package var recogniser: String
    /// A field type's name, or that of an empty zone.
    package var kind: String
    /// The recogniser's own confidence, between 0 and 1.
    package var raw: Double
    package var isRight: Bool
    /// What was read, without blanks, and of which field of which scan: tells which readings are of the same ink. Nil where
    /// only one recogniser read it.
    package var text: String?
    package var field: String?

    package init(recogniser: String, kind: String, raw: Double, isRight: Bool) {
        self.recogniser = recogniser
        self.kind = kind
        self.raw = raw
        self.isRight = isRight
    }

    /// What one recogniser read of a field.
    init(_ witness: JudgedField.Witness, of field: JudgedField) {
        self.init(
            recogniser: witness.recogniser,
            kind: Calibration.kind(
                ofType: field.type, text: witness.text, isEmpty: witness.text.isEmpty && witness.value.isEmpty),
            raw: witness.raw, isRight: witness.isRight)
        text = witness.text.filter { !$0.isWhitespace }
        self.field = "\(field.type) \(field.scan) \(field.document) \(field.field)"
    }
}

extension [JudgedReading] {
    /// The readings of a file that `append(to:)` wrote; none where there is no file.
    ///
    /// - throws: `Trouble` where the file is no such file.
    package init(from file: URL) throws(Trouble) {
        guard let data = try? Data(contentsOf: file) else {
            self = []
            return
        }
        do {
            self = try data.split(separator: UInt8(ascii: "\n")).map {
                try JSONDecoder().decode(JudgedReading.self, from: Data($0))
            }
        } catch {
            throw Trouble(
                .file,
                Wording(ja: "\(file.path) は読取結果の記録ではありません。", en: "\(file.path) is no file of readings"),
                remedy: Wording(
                    ja: "--readings には、新しい名前か、前に --readings で書いたファイルを指定してください。",
                    en: "give --readings a new name, or a file that an earlier --readings wrote"))
        }
    }

    /// Writes them to a file, behind those that it holds: one JSON object a line.
    ///
    /// - throws: `Trouble` where the file can't be read or written.
    package func append(to file: URL) throws(Trouble) {
        let all = try [JudgedReading](from: file) + self
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let output = try AtomicFile(at: file.path)
        for reading in all {
            guard let line = try? encoder.encode(reading) else { continue }
            try output.write([UInt8](line) + [UInt8(ascii: "\n")])
        }
        try output.commit()
    }

    /// Fits a calibration to them and writes it.
    ///
    /// - Parameter description: what was read, in words.
    /// - throws: `Trouble` where the file can't be written.
    package func writeCalibration(to file: URL, description: String) throws(Trouble) {
        let samples = map { ($0.recogniser, $0.kind, $0.raw, $0.isRight) }
        var calibration = CalibrationFitter.fit(samples: samples, fittedOn: description)
        calibration.curves += Calibration.assumed
        calibration.agreements = CalibrationFitter.agreements(of: sharedFields)
        calibration.joint = CalibrationFitter.joint(of: jointFields, by: calibration)
        try JSONFile.write(calibration, to: file)
    }

    private var jointFields: [(kind: String, readings: [CalibrationFitter.JointReading])] {
        Dictionary(grouping: filter { $0.field != nil }, by: { $0.field ?? "" }).values.compactMap { readings in
            guard readings.count > 1, let type = readings[0].field?.prefix(while: { $0 != " " }) else { return nil }
            return (
                String(type), readings.map { ($0.recogniser, $0.kind, $0.text ?? "", $0.raw, $0.isRight) }
            )
        }
    }

    /// Measures how often recognisers are right together, by the curves of the calibration in `file`, and writes it there.
    ///
    /// - throws: `Trouble` where there is no such calibration, or it can't be written.
    package func writeJoint(to file: URL) throws(Trouble) {
        guard let data = try? Data(contentsOf: file),
            var calibration = try? JSONDecoder().decode(Calibration.self, from: data)
        else {
            throw Trouble(
                .file, Wording(ja: "\(file.path) は確かさの表ではありません。", en: "\(file.path) is no calibration"),
                remedy: Wording(ja: "calibration.json を指定してください。", en: "give a calibration.json"))
        }
        calibration.joint = CalibrationFitter.joint(of: jointFields, by: calibration)
        try JSONFile.write(calibration, to: file)
    }

    /// The fields that several recognisers read, each with all of its readings.
    private var sharedFields: [CalibrationFitter.Field] {
        Dictionary(grouping: filter { $0.field != nil }, by: { $0.field ?? "" }).values.compactMap { readings in
            guard readings.count > 1, let type = readings[0].field?.prefix(while: { $0 != " " }) else { return nil }
            return (String(type), readings.map { ($0.recogniser, $0.text ?? "", $0.isRight) })
        }
    }
}
