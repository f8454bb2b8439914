import createPurifier from "dompurify"

const purifier = createPurifier(window)

const RULES = {
  ALLOWED_TAGS: ["a", "b", "blockquote", "br", "div", "em", "i", "li", "ol", "p", "s", "span", "strong", "u", "ul"],
  ALLOWED_ATTR: ["href", "data-mention"],
  ADD_URI_SAFE_ATTR: ["data-mention"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?|mailto|tel):/i,
}

// what leads away opens beside the app and learns nothing of it
purifier.addHook("afterSanitizeAttributes", (element) => {
  if (element.tagName !== "A" || !element.hasAttribute("href")) return
  element.setAttribute("target", "_blank")
  element.setAttribute("rel", "noopener noreferrer nofollow")
})

/** The html with nothing in it that a note does not have. */
export function cleanHtml(html: string): string {
  return purifier.sanitize(html, RULES)
}

export function cleanFragment(html: string): DocumentFragment {
  return document.importNode(purifier.sanitize(html, { ...RULES, RETURN_DOM_FRAGMENT: true }), true)
}
