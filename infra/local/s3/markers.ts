import * as z from "zod"

export type MarkersConfig = z.infer<typeof MarkersConfig>
export const MarkersConfig = z.strictObject({
  jsonEscape: z.union([z.boolean(), z.stringbool()]).default(false),
  markerEncodings: z
    .record(z.string(), z.enum(["LITERAL", "UNQUOTED_JSON_VALUE", "JSON_VALUE", "YAML_STRING"]))
    .default({}),
})

/** Puts what CloudFormation resolved in the places CDK marked, in any kind of file. */
export function withMarkers(content: Buffer, markers: Record<string, unknown>, config: MarkersConfig): Buffer {
  // One letter a byte, so that a file that is no text stays what it is.
  const letters = Object.entries(markers).reduce(
    (text, [marker, value]) => text.replaceAll(latin(marker), () => latin(written(marker, value, config))),
    content.toString("latin1"),
  )
  return Buffer.from(letters, "latin1")
}

function written(marker: string, value: unknown, config: MarkersConfig): string {
  const encoding = config.markerEncodings[marker] ?? (config.jsonEscape ? "UNQUOTED_JSON_VALUE" : "LITERAL")
  const json = JSON.stringify(value)
  if (encoding === "JSON_VALUE") return json
  if (encoding === "UNQUOTED_JSON_VALUE") return typeof value === "string" ? json.slice(1, -1) : json
  if (typeof value !== "string") throw new Error(`the marker ${marker} stands for no text, but for ${json}`)
  return encoding === "LITERAL" || isPlainYaml(value) ? value : json
}

function isPlainYaml(value: string): boolean {
  return /^[A-Za-z][A-Za-z0-9._-]*$/.test(value) && !/^(y|n|yes|no|true|false|on|off|null)$/i.test(value)
}

function latin(text: string): string {
  return Buffer.from(text).toString("latin1")
}
