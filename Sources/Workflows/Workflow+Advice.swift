package import Paperwork

extension Workflow {
    /// What is no mistake, and yet may not be what its author meant.
    package var advice: [Wording] {
        steps.compactMap { step in
            guard case .export(let export) = step.action, !["{batch}", "{time}"].contains(where: export.file.contains)
            else { return nil }
            return Wording(
                ja:
                    "書き出しの名前「\(export.file)」には {batch} も {time} もないため、同じ名前になるバッチの2つ目からは、名前にバッチの番号が付きます。{batch} を入れてください",
                en:
                    "the export's name '\(export.file)' has neither {batch} nor {time}: from the second batch with the same name "
                    + "on, the batch's id is appended; put {batch} into it")
        }
    }
}
