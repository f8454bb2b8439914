import * as z from "zod"
import { route } from "./route.ts"

/** How many records of each kind were added. */
export const SamplesAnswer = z.object({
  users: z.int(),
  pipelines: z.int(),
  organizations: z.int(),
  persons: z.int(),
  deals: z.int(),
  activities: z.int(),
  notes: z.int(),
})
export type SamplesAnswer = z.infer<typeof SamplesAnswer>

export const samples = {
  add: route({
    method: "POST",
    path: "/api/v2/samples",
    summary: "Fill a workspace that has no deals with sample data: a team and a year of its business",
    permission: "samples.add",
    cost: 50,
    body: z.strictObject({
      seed: z
        .int("must be a whole number")
        .min(0, "must be at least 0")
        .max(2 ** 32 - 1, "must be below 4294967296")
        .default(1),
    }),
    answer: SamplesAnswer,
    envelope: "one",
  }),
}
