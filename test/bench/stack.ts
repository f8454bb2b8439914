/**
 * The stack that is measured, in a process of its own as `npm start` runs it, told what to do by the bench. Its table is made
 * without a stream, filled by the bench past everything, and only then gets its stream: what is there from the start is not
 * news to the projector.
 */
import { build, REGION } from "../../infra/local/build.ts"
import { createFamilies } from "../../infra/local/families.ts"
import type { Family } from "../../infra/local/family.ts"
import { freePort } from "../../infra/local/free-port.ts"
import { runStack } from "../../infra/local/run.ts"
import { type FromStack, ToStack } from "./messages.ts"
import { createRecorder } from "./recorder.ts"

const TABLE = "AWS::DynamoDB::Table"
const HEAP_MB = 2048

const recorder = createRecorder()
const filled = Promise.withResolvers<void>()
const say = (message: FromStack): void => void process.send?.(message)

function fillsBeforeItStreams(family: Family & { readonly url: string }): void {
  const make = family.types[TABLE]
  if (make === undefined) throw new Error(`nothing makes ${TABLE}`)
  family.types[TABLE] = async (id, properties, metadata) => {
    const { StreamSpecification: _, ...still } = properties
    const { ref } = await make(id, still, metadata)
    say({ say: "table", engine: family.url, table: ref })
    await filled.promise
    return make(id, properties, metadata)
  }
}

async function obey({ say: order }: ToStack): Promise<void> {
  if (order === "filled") filled.resolve()
  else if (order === "record") {
    recorder.record()
    say({ say: "recording" })
  } else if (order === "take") say({ say: "calls", calls: recorder.take() })
  else {
    await recorder.quiet()
    say({ say: "quiet" })
  }
}

process.on("message", (message) => void obey(ToStack.parse(message)))
process.once("disconnect", () => filled.reject(new Error("The bench is over")))
// Ctrl-C reaches both processes; the bench, which ends first, then lets go of this one
process.on("SIGINT", () => undefined)

const port = await freePort()
const stack = await runStack({
  ...(await build(`http://127.0.0.1:${port}`)),
  port,
  region: REGION,
  families(context, policies) {
    const families = createFamilies(recorder.watching(context), policies, { heapMb: HEAP_MB })
    fillsBeforeItStreams(families.dynamodb)
    return families
  },
})
process.once("disconnect", async () => {
  await stack.close()
  process.exit(0)
})
say({ say: "ready", url: stack.url, region: REGION, operator: stack.context.iam.operator })
