import { refusal } from "./refusal.ts"

/** What a path-style URL points at. `path` is decoded and keeps `..` and empty segments: they are letters of a key. */
export type Target = { path: string; bucket: string; key: string; query: URLSearchParams }

export function targetOf(url: string): Target {
  const [rawPath = "", ...rest] = url.split("?")
  const path = decoded(rawPath)
  if (!path.startsWith("/")) throw refusal("InvalidURI", "the path must start with /")
  const [bucket = "", ...segments] = path.slice(1).split("/")
  const key = segments.join("/")
  if (Buffer.byteLength(key) > 1024) throw refusal("KeyTooLongError", "Your key is too long")
  if (key.includes("\0")) throw refusal("InvalidArgument", "a key may not hold a NUL character")
  return { path, bucket, key, query: new URLSearchParams(rest.join("?")) }
}

export function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw refusal("InvalidURI", "Couldn't parse the specified URI.")
  }
}
