/** Handlers by path prefix; the longest prefix that ends at a path segment wins. */
export type PrefixTable<H> = { add(prefix: string, handler: H): void; find(path: string): H | undefined }

export function prefixTable<H>(): PrefixTable<H> {
  const entries: { prefix: string; handler: H }[] = []
  return {
    add(prefix, handler) {
      entries.push({ prefix, handler })
      entries.sort((left, right) => right.prefix.length - left.prefix.length)
    },
    find: (path) => entries.find(({ prefix }) => covers(prefix, path))?.handler,
  }
}

function covers(prefix: string, path: string): boolean {
  if (!path.startsWith(prefix)) return false
  const next = path[prefix.length]
  return next === undefined || next === "/" || next === "?" || prefix.endsWith("/")
}
