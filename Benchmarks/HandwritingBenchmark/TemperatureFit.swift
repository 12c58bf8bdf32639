import Foundation
import Paperwork

/// Finds what a model's temperature would have to be multiplied by to make what was really written likeliest.
struct TemperatureFit {
    private var places: [(logs: [Double], truth: Int)] = []

    mutating func add(_ alternatives: [Lattice.Alternative], truth: Character) {
        guard let index = alternatives.firstIndex(where: { $0.text == String(truth) }) else { return }
        places.append((alternatives.map { log(max(1e-9, $0.score)) }, index))
    }

    /// Between 0.4 and 2.
    var best: Double {
        let losses = stride(from: 0.4, through: 2, by: 0.02).map { (temperature: $0, loss: loss(at: $0)) }
        return losses.min { $0.loss < $1.loss }?.temperature ?? 1
    }

    /// The sum of what was written's negative logarithms of likelihood.
    private func loss(at temperature: Double) -> Double {
        places.reduce(0) { sum, place in
            let powers = place.logs.map { exp($0 / temperature) }
            return sum + log(powers.reduce(0, +)) - place.logs[place.truth] / temperature
        }
    }
}
