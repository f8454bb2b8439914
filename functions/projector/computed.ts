import { withFormulas } from "../../shared/deal-formulas.ts"
import type { Field } from "../../shared/field.ts"
import { setupIfThere } from "../data/setup.ts"
import { byWorkspace, type Image, isOf } from "./image.ts"

/** Deals with what their formulas come to, so that facts, log, events and browsers have it. */
export async function computed(images: readonly Image[]): Promise<Image[]> {
  const own = byWorkspace(images.filter((image) => isOf(image, "deal")))
  const fields = new Map(await Promise.all([...own.keys()].map(async (w) => [w, await fieldsOf(w)] as const)))
  return images.map((image) => {
    const known = fields.get(image.w) ?? []
    if (!isOf(image, "deal") || known.length === 0) return image
    const { before, after } = image
    return {
      ...image,
      ...(before && { before: withFormulas(before, known) }),
      ...(after && { after: withFormulas(after, known) }),
    }
  })
}

async function fieldsOf(w: string): Promise<readonly Field[]> {
  const fields = (await setupIfThere(w))?.fields ?? []
  return fields.some(({ formula }) => formula !== undefined) ? fields : []
}
