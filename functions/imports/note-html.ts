import { cleanHtml } from "../notes/clean.ts"

/** A note's content from a cell: HTML as it is, cleaned; text with its lines. */
export function noteHtml(text: string): string {
  if (text === "") return ""
  if (/<\/?[a-z][^<>]*>/i.test(text)) return cleanHtml(text)
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\r\n|\r|\n/g, "<br>")
}
