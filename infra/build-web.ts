/** Builds the app with Vite, unless what it is made of has not changed since it was built last. */
import { join } from "node:path"
import { build } from "vite"
import { BUILD } from "./stage.ts"
import { unlessBuilt } from "./unless-built.ts"

const ROOT = join(import.meta.dirname, "..")

/** Answers whether it was built anew. */
export function buildWeb(): Promise<boolean> {
  return unlessBuilt({
    name: "web",
    sources: ["web/**/*", "shared/**/*.ts", "package-lock.json"],
    outputs: [join(BUILD, "web/index.html")],
    build: () => asInProduction(() => build({ configFile: join(ROOT, "web/vite.config.ts"), logLevel: "warn" })),
  })
}

/** Whoever builds may be a test or a shell that says otherwise: what is built is what is deployed. */
async function asInProduction(work: () => Promise<unknown>): Promise<void> {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = "production"
  try {
    await work()
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}
