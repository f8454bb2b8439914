import sanitizeHtml from "sanitize-html"
import { NOTE_TAGS } from "./tags.ts"

/** HTML as notes keep it: text, its shape, links and mentions; nothing that runs, loads or positions. */
export function cleanHtml(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: NOTE_TAGS,
    allowedAttributes: { a: ["href"], span: ["data-mention"] },
    allowedSchemes: ["http", "https", "mailto", "tel"],
    parseStyleAttributes: false,
    transformTags: { span: mention },
  }).trim()
}

/** A mention names a user by number; whatever else a span says is dropped. */
function mention(tagName: string, { "data-mention": id = "" }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const attribs: sanitizeHtml.Attributes = /^[1-9]\d{0,8}$/.test(id) ? { "data-mention": id } : {}
  return { tagName, attribs }
}
