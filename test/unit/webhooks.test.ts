import { describe, expect, test, vi } from "vitest"
import { addressesOf, faultIn, isPublic } from "../../functions/webhooks/address.ts"
import { signatureOf } from "../../functions/webhooks/send.ts"
import { typedCustom } from "../../functions/webhooks/typed-custom.ts"

const at = (address: string) => isPublic({ address, family: address.includes(":") ? 6 : 4 })

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.31.255.255",
  "192.168.0.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "::ffff:10.0.0.1",
  "64:ff9b::a00:1",
  "fd00::1",
  "fe80::1",
  "ff02::1",
  "2002:a00:1::",
  "2001:db8::1",
])("%s is nobody's on the internet", (address) => expect(at(address)).toBe(false))

test.each(["8.8.8.8", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1"])(
  "%s is public",
  (address) => expect(at(address)).toBe(true),
)

describe("where a webhook may go", () => {
  test("over TLS, without a password in the URL", () => {
    expect(faultIn("https://crm.example/hook")).toBeUndefined()
    expect(faultIn("http://crm.example/hook")).toBe("must begin with https://")
    expect(faultIn("https://a:b@crm.example/")).toContain("password")
    expect(faultIn("nonsense")).toBe("is not a URL")
  })

  test.each(["https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://[::ffff:127.0.0.1]/"])(
    "%s is the machine itself, however it is written",
    async (url) => {
      await expect(addressesOf(new URL(url))).rejects.toThrow("is not a public address")
    },
  )

  test("a host that the operator named may be private", async () => {
    vi.stubEnv("WEBHOOK_HOSTS", "127.0.0.1,hooks.internal")
    expect(faultIn("http://127.0.0.1:9/")).toBeUndefined()
    expect(await addressesOf(new URL("http://127.0.0.1:9/"))).toEqual([{ address: "127.0.0.1", family: 4 }])
    vi.unstubAllEnvs()
  })
})

test("a signature names its time and changes with each byte", () => {
  const now = Date.UTC(2026, 0, 1)
  const one = signatureOf("secret", '{"a":1}', now)
  expect(one).toMatch(/^t=1767225600,v1=[0-9a-f]{64}$/)
  expect(signatureOf("secret", '{"a":2}', now)).not.toBe(one)
  expect(signatureOf("other", '{"a":1}', now)).not.toBe(one)
})

test("values of custom fields carry their type", () => {
  const field = (key: string, type: "enum" | "set" | "monetary" | "date") =>
    ({ key, type, of: "deal", name: key, options: [] }) as never
  const fields = [field("e", "enum"), field("s", "set"), field("m", "monetary"), field("d", "date")]
  expect(typedCustom("deal", { e: 17, s: [13], m: { value: 200, currency: "EUR" }, d: null, x: "y" }, fields)).toEqual({
    e: { type: "enum", id: 17 },
    s: { type: "set", values: [{ id: 13 }] },
    m: { type: "monetary", value: 200, currency: "EUR" },
    d: null,
    x: { type: "varchar", value: "y" },
  })
})
