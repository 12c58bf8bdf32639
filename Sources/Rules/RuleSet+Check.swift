package import Paperwork
internal import SQLAccess

extension RuleSet {
    /// What is wrong with an expression over fields of that schema; empty where nothing is.
    ///
    /// - Throws: `Trouble` of kind `definition` where the schema's own names clash.
    package static func check(_ expression: String, schema: RuleSchema) throws(Trouble) -> [RuleMistake] {
        let sandbox = try ExpressionSandbox(main: schema.main, tables: schema.tables)
        do throws(ExpressionMistake) {
            let rule = try sandbox.prepare(expression)
            return Extremes(rule, expression, schema: schema, sandbox).mistake.map { [$0] } ?? []
        } catch {
            return [RuleMistake(error)]
        }
    }
}
