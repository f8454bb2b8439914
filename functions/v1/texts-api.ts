/** What people write: notes with their comments, and mail. */
import { mail } from "../../shared/api/mail.ts"
import { v1Mailbox } from "../../shared/api/v1/mailbox.ts"
import { v1Notes } from "../../shared/api/v1/notes.ts"
import { domain, serveAll } from "../platform/http.ts"
import * as mailbox from "./mailbox.ts"
import * as notes from "./notes.ts"

export const handler = serveAll(
  domain(v1Notes, notes.handlers),
  domain(v1Mailbox, mailbox.handlers),
  domain(mail, mailbox.keeping),
)
