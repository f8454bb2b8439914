import { defineConfig } from "vitest/config"

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

/** Unit and infra tests need nothing; api and browser tests share one running stack, each test in a workspace of its own. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ["default"],
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
