import * as z from "zod"
import type { Person } from "../person.ts"
import { ById } from "./fields.ts"
import { route } from "./route.ts"
import { V1ById, V1Gone } from "./v1/fields.ts"
import { v1Time } from "./v1/parts.ts"

export const PICTURE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"]

/** Both sizes show the picture as it came: browsers make it smaller. */
const Sizes = z.object({ 128: z.string(), 512: z.string() })

const PictureAnswer = z.object({
  id: z.int(),
  item_type: z.literal("person"),
  item_id: z.int(),
  added_by_user_id: z.int(),
  active_flag: z.boolean(),
  file_size: z.int(),
  pictures: Sizes,
})

export function pictureAnswer({ id, picture }: Person, url: string): z.infer<typeof PictureAnswer> {
  return {
    id: picture?.id ?? 0,
    item_type: "person",
    item_id: id,
    added_by_user_id: picture?.addedBy ?? 0,
    active_flag: picture !== undefined,
    file_size: picture?.size ?? 0,
    pictures: { 128: url, 512: url },
  }
}

const V1Picture = PictureAnswer.extend({ add_time: z.string(), update_time: z.string().nullable() })

export function v1Picture(person: Person, url: string): z.infer<typeof V1Picture> {
  return { ...pictureAnswer(person, url), add_time: v1Time(person.picture?.addedAt ?? ""), update_time: null }
}

export const pictures = {
  get: route({
    method: "GET",
    path: "/api/v2/persons/{id}/picture",
    summary: "Where a person's picture is shown, for an hour",
    permission: "records.see",
    cost: 1,
    params: ById,
    answer: PictureAnswer,
    envelope: "one",
  }),
  put: route({
    method: "POST",
    path: "/v1/persons/{id}/picture",
    summary: "Set a person's picture: an image of at most 4 MB, in a form",
    permission: "records.edit",
    cost: 10,
    params: V1ById,
    answer: V1Picture,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/persons/{id}/picture",
    summary: "Take a person's picture away",
    permission: "records.edit",
    cost: 6,
    params: V1ById,
    answer: V1Gone,
    envelope: "one",
  }),
}
