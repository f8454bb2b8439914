/** Listens at the endpoint to what the functions ask of DynamoDB. */
import { setTimeout as delay } from "node:timers/promises"
import type { Call, Context, Service } from "../../infra/local/family.ts"
import type { Recorded } from "./messages.ts"

export type Recorder = {
  /** The context with its DynamoDB service listened to. */
  watching(context: Context): Context
  record(): void
  /** The calls since `record`. */
  take(): Recorded[]
  /** Resolves when nobody has called for a while: what followed from a change has come to its end. */
  quiet(): Promise<void>
}

const QUIET_MS = 200

export function createRecorder(): Recorder {
  let kept: (() => Recorded)[] | undefined
  let place = 0
  let underWay = 0
  let lastEnd = performance.now()

  const listened =
    (service: Service): Service =>
    async (call) => {
      const started = place++
      underWay++
      let ended = Number.MAX_SAFE_INTEGER
      kept?.push(() => ({ ...spoken(call), started, ended }))
      try {
        await service(call)
      } finally {
        ended = place++
        underWay--
        lastEnd = performance.now()
      }
    }

  return {
    watching: (context) => ({
      ...context,
      endpoint: {
        ...context.endpoint,
        service: (scope, service) =>
          context.endpoint.service(scope, scope === "dynamodb" ? listened(service) : service),
      },
    }),
    record() {
      kept = []
    },
    take() {
      const calls = (kept ?? []).map((call) => call())
      kept = undefined
      return calls
    },
    async quiet() {
      while (underWay > 0 || performance.now() - lastEnd < QUIET_MS) await delay(20)
    },
  }
}

function spoken({ request, body, principal }: Call): Pick<Recorded, "operation" | "input" | "by"> {
  return {
    operation: String(request.headers["x-amz-target"] ?? "").split(".")[1] ?? "",
    input: body.toString(),
    by: principal.kind === "role" ? principal.arn : principal.kind,
  }
}
