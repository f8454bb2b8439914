/** Builds what is not there yet, or what it is made of has changed. */
import { createHash } from "node:crypto"
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { BUILD } from "./stage.ts"

const ROOT = join(import.meta.dirname, "..")

type Building = {
  /** Names the stamp that says what it was made of. */
  name: string
  /** Patterns of the files that it is made of. */
  sources: readonly string[]
  /** Files that must be there. */
  outputs: readonly string[]
  build(): Promise<unknown>
}

/** Answers whether it was built anew. */
export async function unlessBuilt({ name, sources, outputs, build }: Building): Promise<boolean> {
  const file = join(BUILD, `${name}.sources`)
  const stamp = stampOf(sources)
  if (outputs.every((output) => existsSync(output)) && existsSync(file) && readFileSync(file, "utf8") === stamp)
    return false
  await build()
  mkdirSync(BUILD, { recursive: true })
  writeFileSync(file, stamp)
  return true
}

function stampOf(sources: readonly string[]): string {
  const files = globSync(sources, { cwd: ROOT, withFileTypes: true })
  const digest = createHash("sha256")
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  for (const path of paths.sort()) digest.update(path).update(readFileSync(path))
  return digest.digest("hex")
}
