/** What v1 kept beside its records: their fields, notes, files, filters, calls, goals, mail and teams. */
import { mail } from "../../shared/api/mail.ts"
import { pictures } from "../../shared/api/pictures.ts"
import { v1CallLogs } from "../../shared/api/v1/call-logs.ts"
import { v1Files } from "../../shared/api/v1/files.ts"
import { v1Filters } from "../../shared/api/v1/filters.ts"
import { v1Goals } from "../../shared/api/v1/goals.ts"
import { v1Mailbox } from "../../shared/api/v1/mailbox.ts"
import { v1Notes } from "../../shared/api/v1/notes.ts"
import * as fields from "../../shared/api/v1/record-fields.ts"
import { v1Teams } from "../../shared/api/v1/teams.ts"
import { domain, serveAll } from "../platform/http.ts"
import * as callLogs from "./call-logs.ts"
import * as files from "./files.ts"
import * as filters from "./filters.ts"
import * as goals from "./goals.ts"
import * as mailbox from "./mailbox.ts"
import * as notes from "./notes.ts"
import * as personPictures from "./pictures.ts"
import * as recordFields from "./record-fields.ts"
import * as teams from "./teams.ts"

export const handler = serveAll(
  domain(fields.v1DealFields, recordFields.handlersOf("deal")),
  domain(fields.v1PersonFields, recordFields.handlersOf("person")),
  domain(fields.v1OrganizationFields, recordFields.handlersOf("organization")),
  domain(fields.v1ProductFields, recordFields.handlersOf("product")),
  domain(fields.v1FieldLists, recordFields.lists),
  domain(v1Filters, filters.handlers),
  domain(v1Notes, notes.handlers),
  domain(v1Files, files.handlers),
  domain(pictures, personPictures.handlers),
  domain(v1CallLogs, callLogs.handlers),
  domain(v1Goals, goals.handlers),
  domain(v1Mailbox, mailbox.handlers),
  domain(mail, mailbox.keeping),
  domain(v1Teams, teams.handlers),
)
