import { notBuilt } from "../aws-error.ts"
import { answerXml, type Operation } from "./exchange.ts"
import { isMarker, live, type ObjectVersion, type Version } from "./objects.ts"
import { refusal } from "./refusal.ts"
import type { Xml } from "./xml.ts"

type Entry = { mark: string; prefix: true } | { mark: string; prefix: false; versions: Version[] }

export const listObjectsV2: Operation = ({ bucket, query, response, allow }, { objects }) => {
  if (query.get("list-type") !== "2") throw notBuilt("s3", "ListObjects")
  const { prefix, delimiter, maxKeys, encode, encoding } = listing(query)
  allow("s3:ListBucket", undefined, undefined, { "s3:prefix": prefix, "s3:delimiter": delimiter })
  const token = query.get("continuation-token")
  const after = token === null ? (query.get("start-after") ?? "") : Buffer.from(token, "base64url").toString()
  const entries = grouped(
    objects.list(bucket.name, prefix),
    prefix,
    delimiter,
    after,
    (versions) => live(versions) !== undefined,
  )
  const page = entries.slice(0, maxKeys)
  const truncated = maxKeys > 0 && entries.length > maxKeys
  answerXml(response, "ListBucketResult", {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === "" ? undefined : encode(delimiter),
    StartAfter: query.has("start-after") ? encode(query.get("start-after") ?? "") : undefined,
    EncodingType: encoding,
    MaxKeys: maxKeys,
    KeyCount: page.length,
    IsTruncated: truncated,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: truncated ? Buffer.from(page.at(-1)?.mark ?? "").toString("base64url") : undefined,
    Contents: page.flatMap((entry) => {
      const object = entry.prefix ? undefined : live(entry.versions)
      return object === undefined ? [] : [{ Key: encode(entry.mark), ...described(object) }]
    }),
    CommonPrefixes: page.filter((entry) => entry.prefix).map((entry) => ({ Prefix: encode(entry.mark) })),
  })
}

export const listObjectVersions: Operation = ({ bucket, query, response, allow }, { objects }) => {
  const { prefix, delimiter, maxKeys, encode, encoding } = listing(query)
  allow("s3:ListBucketVersions", undefined, undefined, { "s3:prefix": prefix, "s3:delimiter": delimiter })
  const after = query.get("key-marker") ?? ""
  const entries = grouped(objects.list(bucket.name, prefix), prefix, delimiter, after, () => true)
  const page = entries.slice(0, maxKeys)
  const truncated = maxKeys > 0 && entries.length > maxKeys
  const versions = page.flatMap((entry) =>
    entry.prefix ? [] : entry.versions.map((version, index) => ({ key: entry.mark, version, latest: index === 0 })),
  )
  const common = (one: { key: string; version: Version; latest: boolean }): { [name: string]: Xml } => ({
    Key: encode(one.key),
    VersionId: one.version.id,
    IsLatest: one.latest,
  })
  answerXml(response, "ListVersionsResult", {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === "" ? undefined : encode(delimiter),
    KeyMarker: encode(after),
    EncodingType: encoding,
    MaxKeys: maxKeys,
    IsTruncated: truncated,
    NextKeyMarker: truncated ? encode(page.at(-1)?.mark ?? "") : undefined,
    Version: versions.flatMap((one) => (isMarker(one.version) ? [] : [{ ...common(one), ...described(one.version) }])),
    DeleteMarker: versions.flatMap((one) =>
      isMarker(one.version) ? [{ ...common(one), LastModified: new Date(one.version.at).toISOString() }] : [],
    ),
    CommonPrefixes: page.filter((entry) => entry.prefix).map((entry) => ({ Prefix: encode(entry.mark) })),
  })
}

/** Keys after a mark, those that share a prefix up to the delimiter rolled up into one entry. */
function grouped(
  found: Iterable<[string, Version[]]>,
  prefix: string,
  delimiter: string,
  after: string,
  shown: (versions: Version[]) => boolean,
): Entry[] {
  const entries: Entry[] = []
  const start = Buffer.from(after)
  for (const [key, versions] of found) {
    if (!shown(versions)) continue
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length)
    const mark = end < 0 ? key : key.slice(0, end + delimiter.length)
    if (after !== "" && Buffer.compare(Buffer.from(mark), start) <= 0) continue
    if (end < 0) entries.push({ mark, prefix: false, versions })
    else if (entries.at(-1)?.mark !== mark) entries.push({ mark, prefix: true })
  }
  return entries
}

function described(object: ObjectVersion): { [name: string]: Xml } {
  return {
    LastModified: new Date(object.at).toISOString(),
    ETag: `"${object.etag}"`,
    Size: object.size,
    StorageClass: "STANDARD",
  }
}

function listing(query: URLSearchParams) {
  const encoding = query.get("encoding-type") ?? undefined
  if (encoding !== undefined && encoding !== "url") throw refusal("InvalidArgument", "encoding-type must be url")
  const asked = Number(query.get("max-keys") ?? 1000)
  if (!Number.isInteger(asked) || asked < 0) throw refusal("InvalidArgument", "max-keys is not a number of keys")
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") ?? "",
    maxKeys: Math.min(asked, 1000),
    encoding,
    encode: encoding === "url" ? urlEncoded : (text: string) => text,
  }
}

/** As S3 does it: a space is a plus, slashes and asterisks stay. */
function urlEncoded(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+")
    .replaceAll("%2F", "/")
}
