import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import type { Caller } from "./caller.ts"
import type { Link } from "./link.ts"
import { type StartMessage, tokenExpired } from "./messages.ts"
import { readRequest } from "./request.ts"
import type { Served } from "./served.ts"
import { subscribe } from "./subscribe.ts"
import type { Subscription } from "./subscribers.ts"

/** Tells who sent a `start`; throws `AwsError` for who proves nothing. */
export type IdentifyStart = (headers: Record<string, string>, data: string) => Promise<Caller>

/** The subscriptions of one connection, by the ids its client gave them. */
type ClientSubscriptions = {
  start(message: StartMessage): Promise<void>
  stop(id: string): void
  stopAll(): void
  dropExpired(): void
}

const most = 200

export function clientSubscriptions(
  context: Context,
  served: Served,
  link: Link,
  identifyStart: IdentifyStart,
): ClientSubscriptions {
  const running = new Map<string, Subscription>()
  /** Those whose resolver has not answered yet; a `stop` in the meantime takes them back. */
  const starting = new Map<string, StartMessage>()

  async function wanted({ payload }: StartMessage) {
    const headers = lowerCased(payload.extensions?.authorization ?? {})
    const caller = await identifyStart(headers, payload.data)
    return subscribe(context, served, readRequest(payload.data, "BadRequestException"), caller, headers)
  }

  function run(id: string, granted: Awaited<ReturnType<typeof wanted>>): void {
    const head = `{"id":${JSON.stringify(id)},"type":"data","payload":`
    const subscription: Subscription = {
      ...granted,
      deliver: (payload) => (isExpired(granted.caller) ? expire(id) : link.sendText(`${head}${payload}}`)),
      end() {
        link.send({ type: "complete", id, payload: { message: "Subscription complete." } })
        link.close()
      },
    }
    running.set(id, subscription)
    served.subscribers.add(subscription)
    link.send({ type: "start_ack", id })
  }

  function forget(id: string): void {
    const subscription = running.get(id)
    if (subscription !== undefined) served.subscribers.remove(subscription)
    running.delete(id)
    starting.delete(id)
  }

  function expire(id: string): void {
    forget(id)
    link.refuse(id, tokenExpired())
  }

  const isExpired = ({ expiresAt }: Caller): boolean => expiresAt <= context.now()

  return {
    async start(message) {
      const { id } = message
      const obstacle = running.has(id) || starting.has(id) ? duplicate : running.size + starting.size >= most && tooMany
      if (obstacle) return link.refuse(id, obstacle)
      starting.set(id, message)
      try {
        const granted = await wanted(message)
        if (starting.get(id) === message && link.isOpen()) run(id, granted)
      } catch (error) {
        if (starting.get(id) === message) link.refuse(id, error)
      } finally {
        if (starting.get(id) === message) starting.delete(id)
      }
    },
    stop(id) {
      forget(id)
      link.send({ type: "complete", id })
    },
    stopAll() {
      for (const id of [...running.keys(), ...starting.keys()]) forget(id)
    },
    dropExpired() {
      for (const [id, { caller }] of running) if (isExpired(caller)) expire(id)
    },
  }
}

const duplicate = new AwsError("DuplicatedOperationError", "Duplicated operation id")
const tooMany = new AwsError("MaxSubscriptionsReachedError", `Max number of ${most} subscriptions reached`)

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
