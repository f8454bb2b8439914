import sanitizeHtml from "sanitize-html"

/** HTML as notes keep it: text, its shape and links; nothing that runs, loads or positions. */
export function cleanHtml(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [
      "p",
      "br",
      "b",
      "strong",
      "i",
      "em",
      "u",
      "s",
      "ul",
      "ol",
      "li",
      "a",
      "blockquote",
      "code",
      "pre",
      "h1",
      "h2",
      "h3",
      "span",
      "div",
    ],
    allowedAttributes: { a: ["href"], span: ["data-mention"] },
    allowedSchemes: ["http", "https", "mailto", "tel"],
    parseStyleAttributes: false,
  }).trim()
}
