internal import Foundation
internal import Paperwork

extension NumberFormats {
    /// How likely states are; those that aren't named can't be.
    private typealias Chances = StateMap<Double>

    /// Weighs what a line's characters may be by the formats that the whole line may have.
    func weighed(_ characters: [HandCharacter]) -> [HandCharacter] {
        zip(characters, weighed(characters.map(\.alternatives))).map { character, alternatives in
            var character = character
            character.alternatives = alternatives
            return character
        }
    }

    /// The same of each place's alternatives.
    func weighed(_ characters: [[Lattice.Alternative]]) -> [[Lattice.Alternative]] {
        let before = beginnings(of: characters)
        var after = Chances()
        for (state, _) in before[characters.count].entries {
            after[state, default: 0] = exp(-cost(ofEndingIn: state))
        }
        var weighed = characters
        for index in characters.indices.reversed() {
            let moves = moves(of: characters[index])
            var weights = moves.map { _ in 0.0 }
            var chances = Chances()
            for (state, chance) in before[index].entries {
                for (place, move) in moves.enumerated() {
                    let next = self.state(after: state, move.kind)
                    let weight = exp(-cost(from: state, to: next)) * after[next, default: 0]
                    weights[place] += chance * weight
                    chances[state, default: 0] += move.share * weight
                }
            }
            weighed[index] = weighed[index].weighed { text in
                moves.firstIndex { $0.kind == Self.kind(of: text) }.map { weights[$0] } ?? 0
            }
            after = chances.sharedOut
        }
        return weighed
    }

    /// For each place, and for the end, how likely the states are that what stands before leads to.
    private func beginnings(of characters: [[Lattice.Alternative]]) -> [Chances] {
        var first = Chances()
        first[start, default: 0] = 1
        return characters.reduce(into: [first]) { beginnings, character in
            let moves = moves(of: character)
            var now = Chances()
            for (state, chance) in beginnings[beginnings.count - 1].entries {
                for (kind, share) in moves {
                    let next = self.state(after: state, kind)
                    now[next, default: 0] += chance * share * exp(-cost(from: state, to: next))
                }
            }
            beginnings.append(now.sharedOut)
        }
    }

    /// The kinds that a character may be of, and how likely each is.
    private func moves(of character: [Lattice.Alternative]) -> [(kind: Kind?, share: Double)] {
        var moves: [(kind: Kind?, share: Double)] = []
        for alternative in character {
            let kind = Self.kind(of: alternative.text)
            if let known = moves.firstIndex(where: { $0.kind == kind }) {
                moves[known].share += alternative.score
            } else {
                moves.append((kind, alternative.score))
            }
        }
        return moves
    }
}

extension [Lattice.Alternative] {
    /// Shares what the alternatives have together out anew, each by its score and its weight.
    fileprivate func weighed(by weight: (String) -> Double) -> Self {
        let share = reduce(0) { $0 + $1.score }
        let scores = map { $0.score * weight($0.text) }
        let sum = scores.reduce(0, +)
        guard sum > 0 else { return self }
        return zip(self, scores).map { Lattice.Alternative($0.text, $1 / sum * share) }
            .sorted { $0.score > $1.score }
    }
}

extension StateMap<Double> {
    /// The same numbers with the sum 1.
    fileprivate var sharedOut: Self {
        let sum = entries.reduce(0) { $0 + $1.value }
        guard sum > 0 else { return self }
        return entries.reduce(into: Self()) { $0[$1.state, default: 0] = $1.value / sum }
    }
}
