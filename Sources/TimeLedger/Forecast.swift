/// Where the year ends if it goes on as it has.
///
/// The net seconds so far, plus their mean per calendar day, from the first counted day to today, for each day that is
/// left. It knows nothing of seasons: a workflow that runs in January only is not foreseen in November, and one that is
/// over counts on. With less than two weeks to go by it says nothing.
struct Forecast {
    /// Nil where too little has happened to say.
    let hours: Double?

    /// Days that must have gone by.
    static let fewestDays = 14

    init(netSeconds: Double, firstDay: String, asOf: String, to: String) {
        guard let first = ISODay.number(firstDay), let today = ISODay.number(asOf), let last = ISODay.number(to)
        else {
            hours = nil
            return
        }
        let elapsed = min(today, last) - first + 1
        guard today < last else {
            hours = netSeconds / 3600
            return
        }
        guard elapsed >= Self.fewestDays else {
            hours = nil
            return
        }
        hours = (netSeconds + netSeconds / Double(elapsed) * Double(last - today)) / 3600
    }
}
