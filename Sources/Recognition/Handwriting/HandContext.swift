internal import Foundation
internal import Paperwork

/// Weighs what a line's characters may be by what stands beside them: 7 and 刀, ー and 一, ロ and 口 look alike.
enum HandContext {
    /// Costs of `ScriptContext` for one nat of a network's probability; looked at on drawn forms that no measurement uses.
    private static let costPerNat: Float = 8
    private static let least = 1e-5

    static func weighed(_ characters: [HandCharacter]) -> [HandCharacter] {
        let characters = withoutMisplacedSmallKana(characters)
        let choices = characters.map { character in
            character.alternatives.compactMap { alternative -> ScriptContext.Choice? in
                alternative.text.first.map { ($0, cost(of: alternative.score)) }
            }
        }
        guard choices.allSatisfy({ !$0.isEmpty }) else { return characters }
        return zip(characters, ScriptContext.weighed(choices)).map { character, weighed in
            var character = character
            let scores = weighed.map { exp(Double(-$0.cost / costPerNat)) }
            let share = character.alternatives.reduce(0) { $0 + ($1.text.isEmpty ? 0 : $1.score) }
            let sum = max(least, scores.reduce(0, +))
            let blank = character.alternatives.filter(\.text.isEmpty)
            character.alternatives =
                (zip(weighed, scores).map { Lattice.Alternative(String($0.character), $1 / sum * share) } + blank)
                .sorted { $0.score > $1.score }
            return character
        }
    }

    /// A small kana among others, where Japanese has none, is its large one, written small: no other kana is likelier for that.
    private static func withoutMisplacedSmallKana(_ characters: [HandCharacter]) -> [HandCharacter] {
        let best = characters.map(\.bestCharacter)
        return characters.indices.map { index in
            let left = index > 0 ? best[index - 1] : nil
            let right = index + 1 < best.count ? best[index + 1] : nil
            return characters[index].enlarged { small in
                let neighbours = [left, right].compactMap(\.self)
                guard neighbours.allSatisfy({ Script(of: $0) == Script(of: small) }) else { return false }
                return left.map { SmallKana.cannotStand(small, after: $0) } ?? !neighbours.isEmpty
                    || right.map { SmallKana.cannotStand($0, after: small) } ?? false
            }
        }
    }

    private static func cost(of score: Double) -> Float { Float(-log(max(least, score))) * costPerNat }
}
