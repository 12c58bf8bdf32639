import FieldTypes
import Imaging
import Paperwork
import Recognition

/// Numbers that stand upside down in their zone: 80691 reads 16908 then, and other characters can't be taken for any.
enum UpsideDown {
    /// A number of that confidence stands as it should, and one below the second passes nowhere: neither is looked at again.
    private static let unsure = 0.5..<0.99
    /// The other way up is believed from so much more confidence on.
    private static let surer = 0.03

    /// Those of the tasks, by their places, whose crops read surer the other way up.
    ///
    /// - Throws: `Trouble` of kind `installation` where a recogniser's engine or model is missing.
    static func places(
        among read: [(task: ReadingTask, readings: [Reading])], _ recognisers: Recognisers
    ) throws(Trouble) -> [Int] {
        let looked = read.indices.filter { index in
            let (task, readings) = read[index]
            return task.crop.cells.isEmpty && task.request.repertoire.isSubset(of: [.digits, .signs])
                && readings.first?.text.contains(where: \.isNumber) == true && unsure.contains(surest(readings))
        }
        guard !looked.isEmpty else { return [] }
        let turned = looked.map { index in
            var task = read[index].task
            task.crop.bitmap = task.crop.bitmap.turned(quarterTurns: 2)
            return task
        }
        return zip(looked, try recognisers.read(turned)).compactMap { index, readings in
            surest(readings) > surest(read[index].readings) + surer ? index : nil
        }
    }

    private static func surest(_ readings: [Reading]) -> Double { readings.map(\.confidence.value).max() ?? 0 }
}
