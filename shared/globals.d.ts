// What every JavaScript platform has, though the language's own library does not list it.
declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare class TextDecoder {
  constructor(encoding?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes?: Uint8Array): string
}
declare class URL {
  constructor(url: string)
  static parse(url: string): URL | null
  readonly href: string
  readonly protocol: string
  readonly hostname: string
  readonly hash: string
  readonly username: string
  readonly password: string
  readonly searchParams: { set(name: string, value: string): void }
}
