internal import Foundation

/// What this machine's processor can do.
enum Processor {
    /// Whether it has AVX2 and FMA.
    static let hasAVX2: Bool = {
        #if arch(x86_64)
            let description = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
            let flags = description.split(separator: "\n").first { $0.hasPrefix("flags") } ?? ""
            let known = Set(flags.split(separator: " "))
            return known.contains("avx2") && known.contains("fma")
        #else
            return false
        #endif
    }()
}
