import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { startJava } from "../../infra/local/dynamodb/java.ts"
import { hold } from "./held.ts"

/** Starts the DynamoDB Local in which tests without a stack have tables of their own. */
export function setup(project: TestProject): () => Promise<void> {
  const { file, leave } = hold("engine", async () => {
    const dir = mkdtempSync(join(tmpdir(), "halyard-engine-"))
    // many thousands of requests are worth well made machine code
    const brief = process.env.FUZZ_PER_ROUTE === undefined
    const java = startJava({ dir, inMemory: true, heapMb: 512, brief, onLine: () => {}, onEnd: () => {} })
    return {
      where: `http://127.0.0.1:${await java.port}`,
      async stop() {
        await java.stop()
        rmSync(dir, { recursive: true, force: true })
      },
    }
  })
  project.provide("engine", file)
  return leave
}
