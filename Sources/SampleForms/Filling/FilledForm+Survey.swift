import Paperwork

extension FilledForm {
    /// A survey that somebody answered; now and then a question is left out.
    static func survey(using random: inout SeededRandom) -> FilledForm {
        let mood = random.whole(0...4)
        let fields = FormDesign.survey.fields.map { field -> FilledField in
            switch field.type {
            case "checkbox":
                return random.chance(0.4)
                    ? FilledField(field.name, .marks([""]), .flag(true)) : .empty(field.name, .flag(false))
            case "mark-grid":
                let rest = field.options.filter { $0 != "特にない" }
                var chosen = rest.filter { _ in random.chance(0.3) }
                if chosen.isEmpty, field.options.contains("特にない") { chosen = ["特にない"] }
                return FilledField(field.name, chosen.isEmpty ? .nothing : .marks(chosen), .list(chosen))
            default:
                guard !random.chance(0.02) else { return .empty(field.name) }
                let isScale = field.options.count == 5 && field.name.contains("_")
                let place =
                    isScale ? min(4, max(0, mood + random.whole(-1...1))) : random.whole(0...(field.options.count - 1))
                let answer = field.options[place]
                return FilledField(field.name, .marks([answer]), .text(answer))
            }
        }
        return FilledForm(form: "survey", fields: fields, registerKey: nil)
    }
}
