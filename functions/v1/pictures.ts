import { type pictures as api, pictureAnswer, v1Picture } from "../../shared/api/pictures.ts"
import * as pictures from "../persons/pictures.ts"
import type { Handlers } from "../platform/http.ts"

export const handlers: Handlers<typeof api> = {
  get: async ({ actor, params }) => {
    const { person, url } = await pictures.get(actor, params.id)
    return pictureAnswer(person, url)
  },
  put: async ({ actor, params, event }) => {
    await pictures.put(actor, params.id, event)
    const { person, url } = await pictures.get(actor, params.id)
    return v1Picture(person, url)
  },
  remove: ({ actor, params }) => pictures.remove(actor, params.id),
}
