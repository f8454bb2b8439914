import sanitizeHtml from "sanitize-html"
import { NOTE_TAGS } from "./tags.ts"

/** HTML as notes keep it: text, its shape and links; nothing that runs, loads or positions. */
export function cleanHtml(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: NOTE_TAGS,
    allowedAttributes: { a: ["href"], span: ["data-mention"] },
    allowedSchemes: ["http", "https", "mailto", "tel"],
    parseStyleAttributes: false,
  }).trim()
}
