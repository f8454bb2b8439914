import { existsSync, statfsSync } from "node:fs"
import { defineConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"

/** Where there is memory for it, what tests write is not carried to a disk: DynamoDB Local waits for the disk at each write. */
const RAM = "/dev/shm"
const ENOUGH_BYTES = 4 * 1024 ** 3
if (existsSync(RAM) && freeBytes(RAM) > ENOUGH_BYTES) process.env.TMPDIR = RAM

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize
}

const project = (name: string, include: string[], more: object = {}) => ({
  test: {
    name,
    include,
    environment: "node",
    // what the Lambda runtime's tracing hooks into every promise is not looked at here
    env: { AWS_XRAY_MANUAL_MODE: "1" },
    pool: "forks" as const,
    hookTimeout: 120_000,
    testTimeout: 60_000,
    ...more,
  },
})

const STACK = ["test/support/shared-stack.ts"]

/** A long file that is begun last runs alone, while the other worker has nothing to do. */
const LONGEST = ["unit/fuzz", "api/start", "browser/import"]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isNamed = (name: string) => sorted.filter(({ moduleId }) => moduleId.endsWith(`/test/${name}.test.ts`))
    return [...new Set([...LONGEST.flatMap(isNamed), ...sorted])]
  }
}

/**
 * Unit, in-process and infra tests need nothing; api and browser tests share one running stack, each test in a workspace of its own. But for
 * unit tests, files run one after the other in the same process: what they share is loaded once, a browser opened once.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ["default"],
    sequence: { sequencer: LongestFirst },
    projects: [
      project("unit", ["test/unit/**/*.test.ts"]),
      project("in-process", ["test/in-process/**/*.test.ts"], { isolate: false }),
      project("infra", ["test/infra/**/*.test.ts"], { isolate: false }),
      project("api", ["test/api/**/*.test.ts"], {
        globalSetup: STACK,
        testTimeout: 120_000,
        isolate: false,
      }),
      project("browser", ["test/browser/**/*.test.ts"], {
        globalSetup: STACK,
        testTimeout: 120_000,
        isolate: false,
        setupFiles: ["test/support/browser-hooks.ts"],
        // a real browser beside everything else on two cores
        retry: 1,
      }),
    ],
  },
})
