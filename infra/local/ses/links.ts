const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" }

/** The addresses a mail points to, in order, each once. */
export function linksIn(html: string, text: string): string[] {
  const hrefs = [...html.matchAll(/\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, double, single]) =>
    decoded(double ?? single ?? "").trim(),
  )
  const plain = [...text.matchAll(/https?:\/\/[^\s<>"'\])]+/g)].map(([url]) => url.replace(/[.,;:!?]+$/, ""))
  return [...new Set([...hrefs, ...plain])].filter((url) => /^(https?|mailto):/i.test(url))
}

export function decoded(attribute: string): string {
  return attribute.replaceAll(
    /&(amp|lt|gt|quot|#39|#x27);/gi,
    (found, name: string) => entities[name.toLowerCase()] ?? found,
  )
}

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
