/** Vite on a port of its own, for `--dev`: the site's behaviours pass pages and modules on to it, hot reload included. */

import { join } from "node:path"
import type { Readable } from "node:stream"
import { createServer, type ViteDevServer } from "vite"

type File = { body: Readable } | undefined
export type DevServer = { url: string; serve(path: string, read: () => Promise<File>): void; close(): Promise<void> }

export async function startDevServer(): Promise<DevServer> {
  const files = new Map<string, () => Promise<File>>()
  const server: ViteDevServer = await createServer({
    configFile: join(import.meta.dirname, "../../web/vite.config.ts"),
    server: { port: 0, host: "127.0.0.1", strictPort: false },
    plugins: [
      {
        name: "stack-files",
        configureServer: ({ middlewares }) => {
          middlewares.use(async (request, response, next) => {
            const read = files.get((request.url ?? "").split("?")[0] ?? "")
            const file = await read?.()
            if (file === undefined) next()
            else file.body.pipe(response.setHeader("content-type", "application/json"))
          })
        },
      },
    ],
  })
  await server.listen()
  return {
    url: server.resolvedUrls?.local[0]?.replace(/\/$/, "") ?? "",
    serve: (path, read) => void files.set(path, read),
    close: () => server.close(),
  }
}
