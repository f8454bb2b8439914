import * as z from "zod"
import { Id, Unhidden } from "./record.ts"

export const Note = Unhidden.extend({
  /** HTML, cleaned of everything that could run. */
  content: z.string().min(1).max(100_000),
  dealId: Id.optional(),
  personId: Id.optional(),
  organizationId: Id.optional(),
  leadUuid: z.string().optional(),
  projectId: Id.optional(),
  pinnedToDeal: z.boolean(),
  pinnedToPerson: z.boolean(),
  pinnedToOrganization: z.boolean(),
})
export type Note = z.infer<typeof Note>

/** The people a note's cleaned HTML mentions, each once. */
export function mentionsIn(content: string): number[] {
  const found = [...content.matchAll(/<span data-mention="(\d{1,9})">/g)].map(([, id]) => Number(id))
  return [...new Set(found)]
}
