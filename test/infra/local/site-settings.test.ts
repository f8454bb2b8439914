import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, describe, expect, test, vi } from "vitest"
import WebSocket, { WebSocketServer } from "ws"
import { edge, html, siteResources } from "./site-resources.ts"
import { runSite, type SiteStack } from "./site-stack.ts"

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

describe("a distribution with other settings", () => {
  let stack: SiteStack | undefined
  afterEach(async () => {
    await stack?.close()
    stack = undefined
  })

  async function run(...site: Parameters<typeof runSite>): Promise<string> {
    stack = await runSite(...site)
    return stack.url
  }

  test("a page stands in for an error, with the status it is given", async () => {
    const url = await run(
      siteResources({ CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 200, ResponsePagePath: "/index.html" }] }),
    )
    const response = await fetch(`${url}/missing.js`)
    expect([response.status, await response.text()]).toEqual([200, html])
  })

  test("a bucket that may be listed says a file is missing; one without a policy says nothing", async () => {
    const listable = await run(siteResources({}, [{ kind: "object" }, { kind: "bucket" }]))
    expect((await fetch(`${listable}/missing.js`)).status).toBe(404)
    await stack?.close()
    const closed = await run(siteResources({}, []))
    expect((await fetch(`${closed}/`)).status).toBe(403)
  })

  test.each([
    [
      "an origin that is neither bucket nor API",
      { Origins: [{ Id: "bucket", DomainName: "example.com" }] },
      "The origin example.com",
    ],
    ["a setting nobody built", { OriginGroups: {} }, /OriginGroups/],
  ])("%s stops the start", async (_, config, message) => {
    await expect(run(siteResources(config))).rejects.toThrow(message)
  })

  test("a function that does not parse stops the start", async () => {
    await expect(run({ ...siteResources(), Spa: edge("spa", "function handler( {") })).rejects.toThrow(
      /^Spa .*SyntaxError/,
    )
  })

  test("a development server takes the bucket's place, socket included, and the API stays", async () => {
    const server = createServer((request, response) => {
      response.setHeader("content-type", "text/html")
      response.end(`vite ${request.url}`)
    })
    const sockets = new WebSocketServer({ server, handleProtocols: () => "vite-hmr" })
    sockets.on("connection", (socket) => socket.on("message", (text) => socket.send(`hot ${text}`)))
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const { port } = server.address() as AddressInfo
    const url = await run(siteResources(), `http://127.0.0.1:${port}`)
    const page = await fetch(`${url}/src/main.tsx?t=1`)
    expect(await page.text()).toBe("vite /src/main.tsx?t=1")
    expect(page.headers.get("x-frame-options")).toBe("DENY")
    expect(page.headers.get("content-security-policy")).toBeNull()
    const socket = new WebSocket(`${url.replace("http", "ws")}/?token=1`, "vite-hmr")
    const reply = new Promise((resolve) => socket.once("message", (text) => resolve(String(text))))
    await new Promise((resolve) => socket.once("open", resolve))
    socket.send("reload")
    expect(await reply).toBe("hot reload")
    socket.close()
    expect((await fetch(`${url}/api/x`)).headers.get("content-type")).toBe("application/json")
    sockets.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
})
