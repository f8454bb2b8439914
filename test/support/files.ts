/** Files that are added as a browser adds them: begun, their bytes put where the answer says, and said to be done. */
import type { FileAnswer } from "../../shared/api/files.ts"
import type { Workspace } from "./workspace.ts"

export type Begun = { file: FileAnswer; upload: { url: string; method: string; headers: Record<string, string> } }
type Api = Pick<Workspace, "post">

export const BYTES = "%PDF-1.7\n"

export function beginFile(api: Api, body: object): Promise<Begun> {
  return api.post<Begun>("/api/v2/files", {
    file_name: "offer.pdf",
    size: BYTES.length,
    type: "application/pdf",
    ...body,
  })
}

export async function upload({ url, method, headers }: Begun["upload"], bytes = BYTES): Promise<number> {
  return (await fetch(url, { method, headers, body: bytes })).status
}

export async function addFile(api: Api, body: object): Promise<FileAnswer> {
  const begun = await beginFile(api, body)
  await upload(begun.upload)
  return api.post<FileAnswer>(`/api/v2/files/${begun.file.id}/done`, {})
}
