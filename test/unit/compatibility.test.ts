import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { compatibility } from "../compatibility/main.ts"

const ROOT = join(import.meta.dirname, "../..")
const isThere = existsSync(join(ROOT, "../shared/reference/pipedrive/operations.json"))

test.skipIf(!isThere)(
  "the table of compatible operations is as the route table makes it (skipped without the specifications)",
  () => {
    const written = readFileSync(join(ROOT, "docs/api-compatibility.md"), "utf8")
    expect(written).toBe(compatibility())
    const [v2 = 0, v1 = 0] = [...written.matchAll(/(\d+) of \d+ work/g)].map(([, count]) => Number(count))
    expect(v2).toBe(158)
    expect(v1).toBeGreaterThanOrEqual(190)
  },
)
