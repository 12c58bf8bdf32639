import Foundation

/// Shares as people read them.
package enum ReadableShare {
    /// A share between 0 and 1 as per cent, with two significant digits, never below 0.0001 %.
    package static func percent(_ share: Double) -> String {
        guard share > 0 else { return "0 %" }
        guard share >= 1e-6 else { return "< 0.0001 %" }
        let value = share * 100
        let decimals = max(0, 1 - Int(log10(value).rounded(.down)))
        var text = String(format: "%.\(decimals)f", value)
        if text.contains(".") {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        return text + " %"
    }
}
