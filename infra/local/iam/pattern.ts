const compiled = new Map<string, RegExp>()

/** Whether `text` matches an IAM pattern, in which `*` stands for any text and `?` for any character. */
export function matchesPattern(pattern: string, text: string): boolean {
  if (pattern === "*" || pattern === text) return true
  if (!/[*?]/.test(pattern)) return false
  let expression = compiled.get(pattern)
  if (expression === undefined) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")
    expression = new RegExp(`^${source}$`, "s")
    compiled.set(pattern, expression)
  }
  return expression.test(text)
}
