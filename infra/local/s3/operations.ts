import { notBuilt } from "../aws-error.ts"
import { answer, type Operation } from "./exchange.ts"
import { listObjectsV2, listObjectVersions } from "./list-objects.ts"
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listParts,
  uploadPart,
} from "./multipart.ts"
import { readObject } from "./read-object.ts"
import { deleteObject, deleteObjects } from "./remove-objects.ts"
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from "./tagging.ts"
import { writeObject } from "./write-object.ts"

const headBucket: Operation = ({ response, allow }) => {
  allow("s3:ListBucket")
  answer(response, 200)
}

/** `<method> <bucket or object> [<subresource>]` -> what answers it. */
const operations: Record<string, Operation> = {
  "HEAD Bucket": headBucket,
  "GET Bucket": listObjectsV2,
  "GET Bucket versions": listObjectVersions,
  "POST Bucket delete": deleteObjects,
  "GET Object": readObject,
  "HEAD Object": readObject,
  "PUT Object": writeObject,
  "DELETE Object": deleteObject,
  "POST Object uploads": createMultipartUpload,
  "PUT Object uploadId": uploadPart,
  "GET Object uploadId": listParts,
  "POST Object uploadId": completeMultipartUpload,
  "DELETE Object uploadId": abortMultipartUpload,
  "GET Object tagging": getObjectTagging,
  "PUT Object tagging": putObjectTagging,
  "DELETE Object tagging": deleteObjectTagging,
}

/** Parameters that make a request another operation. */
const subresources = [
  "uploadId uploads delete tagging versions versioning acl cors policy policyStatus lifecycle notification location",
  "website logging encryption replication publicAccessBlock ownershipControls accelerate requestPayment analytics",
  "inventory metrics intelligent-tiering metadataConfiguration metadataTable object-lock legal-hold retention restore",
  "select select-type attributes torrent session renameObject abac partNumber append",
].flatMap((line) => line.split(" "))

const unusual: Record<string, string> = {
  "GET Service": "ListBuckets",
  "PUT Bucket": "CreateBucket",
  "GET Bucket uploads": "ListMultipartUploads",
  "POST Object restore": "RestoreObject",
  "POST Object select": "SelectObjectContent",
  "PUT Object renameObject": "RenameObject",
}

/** Headers that ask for what is not built, where ignoring them would do something else than asked. */
const refusedHeaders = ["x-amz-server-side-encryption-customer-", "x-amz-object-lock-", "x-amz-write-offset-bytes"]

/** Throws what is not built, by its name, when nothing answers the request. */
export function operationFor(
  method: string,
  target: { bucket: string; key: string; query: URLSearchParams },
  headers: object,
): Operation {
  const subject = target.bucket === "" ? "Service" : target.key === "" ? "Bucket" : "Object"
  const subresource = subresources.find((name) => target.query.has(name))
  const signature = subresource === undefined ? `${method} ${subject}` : `${method} ${subject} ${subresource}`
  const operation = Object.hasOwn(operations, signature) ? operations[signature] : undefined
  if (operation === undefined)
    throw notBuilt("s3", unusual[signature] ?? conventionalName(method, subject, subresource))
  const refused = Object.keys(headers).find((name) => refusedHeaders.some((prefix) => name.startsWith(prefix)))
  if (refused !== undefined) throw notBuilt("s3", refused)
  return operation
}

function conventionalName(method: string, subject: string, subresource = ""): string {
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
  return capital(method.toLowerCase()) + subject + subresource.split("-").map(capital).join("")
}
