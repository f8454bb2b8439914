/** `fetch` signed with SigV4, for services whose SDK client the product does not need. */
import { createHash, createHmac } from "node:crypto"
import { SignatureV4 } from "@smithy/signature-v4"

class Sha256 {
  hash
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    if (secret === undefined) this.hash = createHash("sha256")
    else this.hash = createHmac("sha256", typeof secret === "string" ? secret : bytes(secret))
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(typeof data === "string" ? data : bytes(data))
  }
  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.hash.digest())
  }
  reset(): void {}
}

function bytes(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data)
}

export async function signedFetch(
  url: string,
  service: string,
  credentials: { accessKeyId: string; secretAccessKey: string },
  {
    method = "POST",
    headers = {},
    body = "",
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Response> {
  const { protocol, hostname, port, pathname, search, searchParams, host } = new URL(url)
  const signer = new SignatureV4({ credentials, service, region: "eu-central-1", sha256: Sha256 })
  const signed = await signer.sign({
    method,
    protocol,
    hostname,
    port: Number(port),
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { host, ...headers },
    body,
  })
  return fetch(`${protocol}//${host}${pathname}${search}`, {
    method,
    headers: signed.headers,
    ...(body !== "" && { body }),
  })
}
