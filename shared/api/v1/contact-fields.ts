/** What v1's requests for persons and organizations share. */
import * as z from "zod"
import { DealStatus } from "../../deal.ts"
import { VisibleTo } from "../../permission.ts"
import type { Channel } from "../../person.ts"
import { V1Boolean, V1Id, V1IdList, V1Paging, V1Sort, V1VisibleTo } from "./fields.ts"

const ChannelBody = z.object({
  value: z.string().trim().max(255),
  label: z.string().max(50).default("work"),
  primary: V1Boolean.default(false),
})

/** E-mail addresses or phone numbers: one text, several, or each with its label. Empty ones are left out. */
export const V1Channels = z
  .preprocess(
    (value) => {
      const all = value === null ? [] : Array.isArray(value) ? value : [value]
      return all.map((one) => (typeof one === "string" ? { value: one } : one))
    },
    z.array(ChannelBody).max(50, "must be at most 50"),
  )
  .transform((all): Channel[] => all.filter((one) => one.value !== ""))

/** The one label of old, and the several of now. */
export const Labels = {
  label: V1IdList.optional(),
  label_ids: V1IdList.optional(),
}

export const Visibility = V1VisibleTo.pipe(VisibleTo)

export const ContactQuery = {
  user_id: V1Id.optional(),
  filter_id: V1Id.optional(),
  first_char: z.string().length(1, "must be one character").optional(),
  sort: V1Sort.default([]),
  ...V1Paging,
}

export const DealsQuery = z.object({
  status: z.union([DealStatus, z.literal("all_not_deleted")]).default("all_not_deleted"),
  ...V1Paging,
})

export const ActivitiesQuery = z.object({ ...V1Paging, done: V1Boolean.optional() })
