/** The bytes of a file, which browsers put and get by URLs that are signed for one purpose and a short time. */
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3"
import { getSignedUrl } from "@aws-sdk/s3-request-presigner"
import { type FileRecord, isPreviewable } from "../../shared/file.ts"
import { bucket, client, isMissing } from "../platform/bucket.ts"
import { keyOf } from "./key.ts"

const UPLOAD_SECONDS = 3600
const DOWNLOAD_SECONDS = 300

export function bytesOf(w: string, file: FileRecord) {
  const at = { Bucket: bucket(), Key: keyOf(w, file.id) }
  return {
    /** Where to put exactly as many bytes as the file was said to have, of its type: anything else is refused. */
    uploadUrl: () =>
      getSignedUrl(client, new PutObjectCommand({ ...at, ContentLength: file.size, ContentType: file.type }), {
        expiresIn: UPLOAD_SECONDS,
        signableHeaders: new Set(["host", "content-length", "content-type"]),
      }),
    /** Where to get them. What may not be shown in place comes as something to keep, whatever its type says. */
    downloadUrl: (inline: boolean) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          ...at,
          ResponseContentType: isPreviewable(file.type) ? file.type : "application/octet-stream",
          ResponseContentDisposition: `${inline ? "inline" : "attachment"}; filename*=UTF-8''${encoded(file.name)}`,
        }),
        { expiresIn: DOWNLOAD_SECONDS },
      ),
    put: async (Body: Uint8Array): Promise<void> => {
      await client.send(new PutObjectCommand({ ...at, Body, ContentType: file.type }))
    },
    areThere: async (): Promise<boolean> => {
      try {
        return (await client.send(new HeadObjectCommand(at))).ContentLength === file.size
      } catch (error) {
        if (isMissing(error)) return false
        throw error
      }
    },
  }
}

/** As RFC 5987 has it, which allows fewer signs than a URL does. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
