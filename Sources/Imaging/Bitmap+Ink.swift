internal import CLeptonica

extension Bitmap {
    /// The same picture with 1 bit per pixel: those darker than `threshold` are ink. A bitonal picture is given back as
    /// it is.
    package func binarized(threshold: UInt8) -> Bitmap {
        guard depth != 1 else { return self }
        return gray8().transformed { pixThresholdToBinary($0, Int32(threshold)) }
    }
}
