/** Whether and where what is typed stands in a text: each typed word at the beginning of one of its words. */

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
const wordsOf = (text: string) =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")

export function fits(text: string, typed: string): boolean {
  const words = wordsOf(text)
  return wordsOf(typed).every((wanted) => words.some((word) => word.startsWith(wanted)))
}

export type Part = { text: string; hit: boolean }

/** The text in parts, with those that were typed told apart. */
export function parts(text: string, typed: string): Part[] {
  const wanted = wordsOf(typed)
  if (wanted.length === 0) return [{ text, hit: false }]
  return text.split(/([\p{L}\p{N}\p{M}]+)/u).flatMap((piece) => {
    const length = Math.max(0, ...wanted.filter((word) => fold(piece).startsWith(word)).map((word) => word.length))
    if (length === 0) return piece === "" ? [] : [{ text: piece, hit: false }]
    const end = lengthIn(piece, length)
    return [
      { text: piece.slice(0, end), hit: true },
      ...(end < piece.length ? [{ text: piece.slice(end), hit: false }] : []),
    ]
  })
}

/** Where a number of folded letters ends in the text as it is written. */
function lengthIn(text: string, folded: number): number {
  let end = 0
  for (const letter of text) {
    if (fold(text.slice(0, end)).length >= folded && fold(letter) !== "") break
    end += letter.length
  }
  return end
}
