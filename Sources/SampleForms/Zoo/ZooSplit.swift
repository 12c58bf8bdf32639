/// Which type faces and hands a set of random forms may use. Whole families lie in one split, so that what is measured on
/// `report` was seen by no training, fitting or choosing.
package enum ZooSplit: String, Sendable, CaseIterable {
    /// To train and fit on.
    case train
    /// To choose among models, thresholds and recipes, and to calibrate.
    case choose
    /// To report on, and for nothing else.
    case report
}
