import type { TestProject } from "vitest/node"
import { type OwnStack, startStack } from "./stack.ts"

let running: Promise<OwnStack> | undefined

/** Starts the stack that a project's tests share; the projects after the first find it running. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  running ??= startStack()
  const stack = await running
  project.provide("stack", { url: stack.url, mailbox: stack.mailbox, operator: stack.operator })
  return async () => {
    const current = await running
    running = undefined
    await current?.stop()
    current?.forget()
  }
}
