import type { TestProject } from "vitest/node"
import { buildWeb } from "../../infra/build-web.ts"
import { bundleForStack } from "../../infra/bundle.ts"
import { hold } from "./held.ts"
import { startStack } from "./stack.ts"

/** Starts the stack that the api and the browser tests share. What it runs is built before, as other stacks build the same. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await Promise.all([bundleForStack(), buildWeb()])
  const { file, leave } = hold("stack", async () => {
    const stack = await startStack()
    const { url, mailbox, operator } = stack
    return {
      where: { url, mailbox, operator },
      async stop() {
        await stack.stop()
        stack.forget()
      },
    }
  })
  project.provide("stack", file)
  return leave
}
