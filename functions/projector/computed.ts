import type { Field } from "../../shared/field.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import { isComputing } from "../../shared/formula-sources.ts"
import { isRecordKind } from "../data/patterns.ts"
import { setupIfThere } from "../data/setup.ts"
import { byWorkspace, type Image } from "./image.ts"

/** Records with what their formulas come to, so that facts, log, events and browsers have it. */
export async function computed(images: readonly Image[]): Promise<Image[]> {
  const own = byWorkspace(images.filter(({ kind }) => isRecordKind(kind) && isComputing(kind)))
  const fields = new Map(await Promise.all([...own.keys()].map(async (w) => [w, await fieldsOf(w)] as const)))
  return images.map((image) => {
    const known = fields.get(image.w) ?? []
    return known.length === 0 ? image : withResults(image, known)
  })
}

function withResults(image: Image, fields: readonly Field[]): Image {
  const { kind, before, after } = image
  if (!isRecordKind(kind)) return image
  return {
    ...image,
    ...(before && { before: withFormulas(kind, before as never, fields) }),
    ...(after && { after: withFormulas(kind, after as never, fields) }),
  } as Image
}

async function fieldsOf(w: string): Promise<readonly Field[]> {
  const fields = (await setupIfThere(w))?.fields ?? []
  return fields.some(({ formula }) => formula !== undefined) ? fields : []
}
