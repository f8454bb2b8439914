/** Builds the app with Vite, unless what it is made of has not changed since it was built last. */
import { createHash } from "node:crypto"
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { build } from "vite"
import { BUILD } from "./stage.ts"

const ROOT = join(import.meta.dirname, "..")
const WEB_BUILD = join(BUILD, "web")
const STAMP = join(BUILD, "web.sources")

/** Answers whether it was built anew. */
export async function buildWeb(): Promise<boolean> {
  const sources = stampOf()
  if (existsSync(join(WEB_BUILD, "index.html")) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === sources)
    return false
  await asInProduction(() => build({ configFile: join(ROOT, "web/vite.config.ts"), logLevel: "warn" }))
  writeFileSync(STAMP, sources)
  return true
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

function stampOf(): string {
  const files = globSync(["web/**/*", "shared/**/*.ts", "package-lock.json"], { cwd: ROOT, withFileTypes: true })
  const digest = createHash("sha256")
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  for (const path of paths.sort()) digest.update(path).update(readFileSync(path))
  return digest.digest("hex")
}
