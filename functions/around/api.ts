/** What stands around the records: filters, who follows them, and what people are told. */
import { own as filters } from "../filters/api.ts"
import { own as followers } from "../followers/api.ts"
import { own as notifications } from "../notifications/api.ts"
import { serveAll } from "../platform/http.ts"

export const handler = serveAll(filters, followers, notifications)
