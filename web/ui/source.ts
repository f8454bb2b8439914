/** Where the choices of a combobox come from, and how they are shown. */
export type Source<T> = {
  options?: readonly T[]
  search?: (text: string) => Promise<readonly T[]>
  keyOf: (item: T) => string
  labelOf: (item: T) => string
  noteOf?: (item: T) => string | undefined
  onCreate?: (text: string) => void
  createLabel?: (text: string) => string
}

/** Text as it is compared: without case and accents. */
export function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .trim()
}

/** Those whose label or note has every typed word at the beginning of one of theirs; labels that begin with the text go first. */
export function matching<T>(source: Source<T>, text: string): readonly T[] {
  const words = folded(text).split(/\s+/).filter(Boolean)
  const items = source.options ?? []
  if (words.length === 0) return items
  const begins = (item: T) => folded(source.labelOf(item)).startsWith(folded(text))
  return items
    .filter((item) => {
      const own = folded(`${source.labelOf(item)} ${source.noteOf?.(item) ?? ""}`).split(/[\s@.,/()-]+/)
      return words.every((word) => own.some((mine) => mine.startsWith(word)))
    })
    .toSorted((a, b) => Number(begins(b)) - Number(begins(a)))
}
