/** What is wrong with a phone number as it was typed; nothing is wrong with none. */
export function phoneProblem(text: string): string | undefined {
  const typed = text.trim()
  if (typed === "") return undefined
  if (/[^\d\s()+\-./]/.test(typed.replace(/\s*(?:ext\.?|x|#)\s*\d+$/i, "")))
    return "A phone number has digits, not letters"
  return typed.replace(/\D/g, "").length < 3 ? "A phone number has three digits or more" : undefined
}

/** The address that calls it. */
export function phoneUrl(text: string): string | undefined {
  if (text.trim() === "" || phoneProblem(text) !== undefined) return undefined
  const [number = "", extension] = text.split(/\s*(?:ext\.?|x|#)\s*/i)
  const digits = number.replace(/[^\d+]/g, "").replace(/(?!^)\+/g, "")
  return extension === undefined ? `tel:${digits}` : `tel:${digits};ext=${extension.replace(/\D/g, "")}`
}
