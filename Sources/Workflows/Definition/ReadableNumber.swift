import Foundation

/// Numbers as people write them: no more than three decimals, none that say nothing.
enum ReadableNumber {
    static func text(_ number: Double) -> String {
        let rounded = (number * 1000).rounded() / 1000
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }
}
