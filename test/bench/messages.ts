/** What the bench and its stack say to each other. */
import * as z from "zod"

/** A call to DynamoDB as the endpoint took it. `started` and `ended` are places in one order: what had ended before a call started came before it. */
export const Recorded = z.object({
  operation: z.string(),
  input: z.string(),
  by: z.string(),
  started: z.int(),
  ended: z.int(),
})
export type Recorded = z.infer<typeof Recorded>

export const FromStack = z.discriminatedUnion("say", [
  /** The table is there, without its stream: fill it. */
  z.object({ say: z.literal("table"), engine: z.string(), table: z.string() }),
  z.object({
    say: z.literal("ready"),
    url: z.string(),
    region: z.string(),
    operator: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  }),
  z.object({ say: z.literal("recording") }),
  z.object({ say: z.literal("calls"), calls: z.array(Recorded) }),
  z.object({ say: z.literal("quiet") }),
])
export type FromStack = z.infer<typeof FromStack>

export const ToStack = z.object({ say: z.enum(["filled", "record", "take", "settle"]) })
export type ToStack = z.infer<typeof ToStack>
