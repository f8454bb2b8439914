/** What has bytes in the bucket: files, pictures of persons, recordings of calls. */
import { pictures } from "../../shared/api/pictures.ts"
import { v1CallLogs } from "../../shared/api/v1/call-logs.ts"
import { v1Files } from "../../shared/api/v1/files.ts"
import { domain, serveAll } from "../platform/http.ts"
import * as callLogs from "./call-logs.ts"
import * as files from "./files.ts"
import * as personPictures from "./pictures.ts"

export const handler = serveAll(
  domain(v1Files, files.handlers),
  domain(pictures, personPictures.handlers),
  domain(v1CallLogs, callLogs.handlers),
)
