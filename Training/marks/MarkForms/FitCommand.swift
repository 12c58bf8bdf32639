import ArgumentParser
import Evidence
import Foundation

/// Fits the curves for marks anew and leaves all others as they are.
struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit", abstract: "Fit the calibration's curves for marks to readings, and keep its other curves.")

    @Argument(help: "What `read --readings` wrote.") var readings: String
    @Argument(help: "The calibration's file.") var calibration: String

    func run() throws {
        let samples = try String(contentsOf: URL(filePath: readings), encoding: .utf8).split(separator: "\n")
            .map { line -> CalibrationFitter.Sample in
                let parts = line.split(separator: "\t")
                guard parts.count == 4, let raw = Double(parts[2]) else {
                    throw ValidationError("\(readings) is no file of readings: \(line)")
                }
                return (String(parts[0]), String(parts[1]), raw, parts[3] == "1")
            }
        let file = URL(filePath: calibration)
        var known = try JSONDecoder().decode(Calibration.self, from: Data(contentsOf: file))
        let fitted = CalibrationFitter.fit(samples: samples, fittedOn: known.fittedOn).curves
        for curve in fitted {
            if let index = known.curves.firstIndex(where: { $0.recogniser == curve.recogniser && $0.kind == curve.kind }
            ) {
                known.curves[index] = curve
            } else {
                known.curves.insert(curve, at: 0)
            }
            for bin in curve.bins { print(curve.recogniser, curve.kind, bin.from, bin.samples, bin.errors, bin.right) }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (encoder.encode(known) + Data("\n".utf8)).write(to: file)
    }
}
