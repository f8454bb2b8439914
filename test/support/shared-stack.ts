import type { TestProject } from "vitest/node"
import { type OwnStack, startStack } from "./stack.ts"

/** Each project loads this file anew, in one process. */
const shared = globalThis as { halyardStack?: { running: Promise<OwnStack>; users: number } }

/** Starts the stack that the api and the browser tests share; the project after the first finds it running. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const held = shared.halyardStack ?? { running: startStack(), users: 0 }
  shared.halyardStack = held
  held.users++
  const stack = await held.running
  project.provide("stack", { url: stack.url, mailbox: stack.mailbox, operator: stack.operator })
  return async () => {
    held.users--
    if (held.users > 0) return
    delete shared.halyardStack
    await stack.stop()
    stack.forget()
  }
}
