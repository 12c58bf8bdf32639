import Paperwork

extension SeededRandom {
    mutating func chance() -> Double { Double.random(in: 0..<1, using: &self) }
}
