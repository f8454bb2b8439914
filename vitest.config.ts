import { defineConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"

const project = (name: string, include: string[], more: object = {}) => ({
  test: {
    name,
    include,
    environment: "node",
    pool: "forks" as const,
    hookTimeout: 120_000,
    testTimeout: 60_000,
    ...more,
  },
})

/** A long file that is begun last runs alone, while the other worker has nothing to do. */
const LONGEST = ["unit/fuzz", "api/start", "api/import-resumed", "browser/import"]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isNamed = (name: string) => sorted.filter(({ moduleId }) => moduleId.endsWith(`/test/${name}.test.ts`))
    return [...new Set([...LONGEST.flatMap(isNamed), ...sorted])]
  }
}

/** Unit and infra tests need nothing; api and browser tests share one running stack, each test in a workspace of its own. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ["default"],
    sequence: { sequencer: LongestFirst },
    projects: [
      project("unit", ["test/unit/**/*.test.ts"]),
      project("infra", ["test/infra/**/*.test.ts"]),
      project("api", ["test/api/**/*.test.ts"], {
        globalSetup: ["test/support/shared-stack.ts"],
        testTimeout: 120_000,
      }),
      project("browser", ["test/browser/**/*.test.ts"], {
        globalSetup: ["test/support/shared-stack.ts"],
        testTimeout: 120_000,
        // a real browser beside everything else on two cores
        retry: 1,
      }),
    ],
  },
})
