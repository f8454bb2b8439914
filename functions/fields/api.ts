import { customFields as api, fieldAnswer } from "../../shared/api/custom-fields.ts"
import { serve } from "../platform/http.ts"
import * as fields from "./fields.ts"

export const handler = serve(api, {
  listDealFields: ({ actor }) => fields.list(actor, "deal"),
  createDealField: async ({ actor, body }) => fieldAnswer(await fields.add(actor, "deal", body)),
  listPersonFields: ({ actor }) => fields.list(actor, "person"),
  createPersonField: async ({ actor, body }) => fieldAnswer(await fields.add(actor, "person", body)),
  listOrganizationFields: ({ actor }) => fields.list(actor, "organization"),
  createOrganizationField: async ({ actor, body }) => fieldAnswer(await fields.add(actor, "organization", body)),
})
