/** What v1 kept beside its records: their fields, notes, files, filters, calls, goals and mail. */
import { v1Filters } from "../../shared/api/v1/filters.ts"
import * as fields from "../../shared/api/v1/record-fields.ts"
import { domain, serveAll } from "../platform/http.ts"
import * as filters from "./filters.ts"
import * as recordFields from "./record-fields.ts"

export const handler = serveAll(
  domain(fields.v1DealFields, recordFields.handlersOf("deal")),
  domain(fields.v1PersonFields, recordFields.handlersOf("person")),
  domain(fields.v1OrganizationFields, recordFields.handlersOf("organization")),
  domain(fields.v1ProductFields, recordFields.handlersOf("product")),
  domain(fields.v1FieldLists, recordFields.lists),
  domain(v1Filters, filters.handlers),
)
