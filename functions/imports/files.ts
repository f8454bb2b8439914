/** The files of an import: what was uploaded, its rows in chunks, and what is worked out from them. */
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3"
import { getSignedUrl } from "@aws-sdk/s3-request-presigner"
import * as z from "zod"
import { Column } from "../../shared/import.ts"
import { bucket, client, isMissing } from "../platform/bucket.ts"

const keyOf = (w: string, id: string, name: string) => `imports/${w}/${id}/${name}`

/** Seconds that a presigned URL works. */
const UPLOAD_SECONDS = 3600
const DOWNLOAD_SECONDS = 300

export type Folder = ReturnType<typeof folder>

export const FILES = {
  upload: "upload.csv",
  rows: (chunk: number) => `rows/${String(chunk + 1).padStart(5, "0")}.json`,
  columns: "columns.json",
  mapping: (number: number) => `mapping-${number}.json`,
  check: "check.json",
  plan: "plan.json",
  skipped: "skipped.csv",
} as const

/** The folder of one import. */
export function folder(w: string, id: string) {
  const at = (name: string) => ({ Bucket: bucket(), Key: keyOf(w, id, name) })
  return {
    /** Where to put exactly `size` bytes: any other length is refused. */
    uploadUrl: (size: number) =>
      getSignedUrl(
        client,
        new PutObjectCommand({ ...at(FILES.upload), ContentLength: size, ContentType: "text/csv" }),
        {
          expiresIn: UPLOAD_SECONDS,
          signableHeaders: new Set(["host", "content-length", "content-type"]),
        },
      ),
    downloadUrl: (name: string, fileName: string) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          ...at(name),
          ResponseContentType: "text/csv; charset=utf-8",
          ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        }),
        { expiresIn: DOWNLOAD_SECONDS },
      ),
    /** Bytes of a file, undefined when it is not there. */
    size: async (name: string): Promise<number | undefined> => {
      try {
        return (await client.send(new HeadObjectCommand(at(name)))).ContentLength
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    stream: async (name: string): Promise<AsyncIterable<Uint8Array>> => {
      const { Body } = await client.send(new GetObjectCommand(at(name)))
      if (Body === undefined || !(Symbol.asyncIterator in Body)) throw new Error(`${name} of import ${id} is empty`)
      return Body as AsyncIterable<Uint8Array>
    },
    write: async (name: string, text: string, type = "application/json"): Promise<void> => {
      await client.send(new PutObjectCommand({ ...at(name), Body: text, ContentType: type }))
    },
    read,
    columns: () => read(FILES.columns, z.array(Column)),
  }

  async function read<T extends z.ZodType>(name: string, schema: T): Promise<z.output<T>> {
    const { Body } = await client.send(new GetObjectCommand(at(name)))
    return schema.parse(JSON.parse((await Body?.transformToString()) ?? ""))
  }
}

const StoredRow = z.object({ row: z.int(), cells: z.array(z.string()) })
export const StoredRows = z.array(StoredRow)
