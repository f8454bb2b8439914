/**
 * A note's content from a cell. HTML is taken apart and put together anew: what is text is escaped, tags that notes may have
 * are written without their attributes (links keep theirs to web pages), all others are left out.
 */
import { NOTE_TAGS } from "../notes/tags.ts"

const TAG = /<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*)?\/?>/gi
const UNSEEN = /<(script|style|head|title)\b[^>]*>[\s\S]*?<\/\1\s*>/gi
const LINK = /\shref\s*=\s*["']?(https?:\/\/[^"'<>\s]+|mailto:[^"'<>\s]+)/i

export function noteHtml(text: string): string {
  if (!/<\/?[a-z][^<>]*>/i.test(text)) return escaped(text).replace(/\r\n|\r|\n/g, "<br>")
  const seen = text.replace(UNSEEN, "")
  let html = ""
  let at = 0
  for (const tag of seen.matchAll(TAG)) {
    html += inHtml(seen.slice(at, tag.index)) + rebuilt(tag[0], tag[1] === "/", (tag[2] ?? "").toLowerCase())
    at = tag.index + tag[0].length
  }
  return (html + inHtml(seen.slice(at))).trim()
}

function rebuilt(tag: string, closes: boolean, name: string): string {
  if (!NOTE_TAGS.includes(name)) return ""
  const href = name === "a" && !closes ? LINK.exec(tag)?.[1] : undefined
  return `<${closes ? "/" : ""}${name}${href === undefined ? "" : ` href="${inHtml(href)}"`}>`
}

/** Text between tags: what is written as a character reference there stays one. */
function inHtml(text: string): string {
  return escaped(text).replace(/&#38;(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,30});/gi, "&$1;")
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
