import * as z from "zod"
import { refusal } from "./refusal.ts"

export type Xml = string | number | boolean | undefined | Xml[] | { [name: string]: Xml }

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }

/** A document of S3's namespace. An array repeats its element; undefined leaves it out. */
export function document(root: string, content: Xml, namespace = "http://s3.amazonaws.com/doc/2006-03-01/"): string {
  const attribute = namespace === "" ? "" : ` xmlns="${namespace}"`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${inner(content)}</${root}>`
}

function inner(content: Xml): string {
  if (content === undefined) return ""
  if (typeof content !== "object") return escaped(String(content))
  return Object.entries(content)
    .map(([name, value]) => element(name, value))
    .join("")
}

function element(name: string, value: Xml): string {
  if (value === undefined) return ""
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join("")
  return `<${name}>${inner(value)}</${name}>`
}

function escaped(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (char) => `&${Object.entries(entities).find(([, value]) => value === char)?.[0]};`)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: S3 writes control characters of a key as references
      .replace(/[\u0000-\u001f\u007f]/g, (char) => `&#x${char.charCodeAt(0).toString(16)};`)
  )
}

/** The inner text of every `<name>` of a request body, entities still in it. */
export function elements(body: string, name: string): string[] {
  return [...body.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, "g"))].map((match) =>
    String(match[1]),
  )
}

/** The text of the first `<name>`, entities resolved. */
export function textOf(body: string, name: string): string | undefined {
  const [found] = elements(body, name)
  return found?.replace(/&(amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/gi, (_, entity: string) => character(entity))
}

function character(entity: string): string {
  if (!entity.startsWith("#")) return entities[entity.toLowerCase()] ?? ""
  const code = z
    .int()
    .max(0x10ffff)
    .safeParse(entity.startsWith("#x") ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1)))
  if (!code.success) throw refusal("MalformedXML", `&${entity}; is no character`)
  return String.fromCodePoint(code.data)
}
