/** What `@aws-appsync/utils` gives to the code of a resolver. What is not here throws with its name. */
import { randomUUID } from "node:crypto"
import * as z from "zod"
import { readFilter } from "./filter.ts"
import { toSubscriptionFilter } from "./filter-form.ts"
import { EarlyReturn, type Frame } from "./frame.ts"
import { ResolverError, unauthorized } from "./resolver-error.ts"

export type Provided = { util: object; runtime: object; extensions: object }

const Invalidation = z.strictObject({ subscriptionField: z.string(), payload: z.record(z.string(), z.unknown()) })
const mostInvalidations = 5

export function provided(frame: () => Frame): Provided {
  return { util: util(frame), runtime, extensions: extensions(frame) }
}

const runtime = named("runtime", {
  earlyReturn(value: unknown, options?: { skipTo?: "NEXT" | "END" }) {
    throw new EarlyReturn(value, options?.skipTo ?? "NEXT")
  },
})

function util(frame: () => Frame): object {
  return named("util", {
    error(message: string, type = "Custom", data: unknown = null, info: unknown = null) {
      throw new ResolverError(message, type, data, info)
    },
    appendError(message: string, type = "Custom", data: unknown = null, info: unknown = null) {
      frame().appended.push(new ResolverError(message, type, data, info))
    },
    unauthorized() {
      throw unauthorized(frame().type, frame().field)
    },
    authType: () => frame().authType,
    autoId: () => randomUUID(),
    matches: (pattern: string, value: string) => new RegExp(pattern).test(value),
    urlEncode: (text: string) => encodeURIComponent(text),
    urlDecode: (text: string) => decodeURIComponent(text),
    base64Encode: (text: string) => Buffer.from(text).toString("base64"),
    base64Decode: (text: string) => Buffer.from(text, "base64").toString(),
    time: named("util.time", {
      nowISO8601: () => new Date(frame().now()).toISOString(),
      nowEpochSeconds: () => Math.floor(frame().now() / 1000),
      nowEpochMilliSeconds: () => frame().now(),
      parseISO8601ToEpochMilliSeconds: (text: string) => Date.parse(text),
      epochMilliSecondsToSeconds: (milliseconds: number) => Math.floor(milliseconds / 1000),
      epochMilliSecondsToISO8601: (milliseconds: number) => new Date(milliseconds).toISOString(),
    }),
    str: named("util.str", {
      toUpper: (text: string) => text.toUpperCase(),
      toLower: (text: string) => text.toLowerCase(),
      toReplace: (text: string, part: string, by: string) => text.replaceAll(part, by),
      normalize: (text: string, form: string) => text.normalize(form.toUpperCase()),
    }),
    math: named("util.math", {
      roundNum: Math.round,
      minVal: Math.min,
      maxVal: Math.max,
      randomDouble: Math.random,
      randomWithinRange: (start: number, end: number) => start + Math.floor(Math.random() * (end - start)),
    }),
    transform: named("util.transform", { toSubscriptionFilter }),
  })
}

function extensions(frame: () => Frame): object {
  return named("extensions", {
    setSubscriptionFilter(input: unknown) {
      frame().filter = readFilter(input)
    },
    setSubscriptionInvalidationFilter(input: unknown) {
      frame().invalidation = readFilter(input)
    },
    invalidateSubscriptions(input: unknown) {
      const { invalidations } = frame()
      if (invalidations.length === mostInvalidations) {
        throw new ResolverError(`A request invalidates subscriptions at most ${mostInvalidations} times`, "Code")
      }
      invalidations.push(Invalidation.parse(JSON.parse(JSON.stringify(input))))
    },
  })
}

function named(name: string, members: object): object {
  return new Proxy(members, {
    get(target, key) {
      if (typeof key === "symbol" || Object.hasOwn(target, key)) return Reflect.get(target, key)
      throw new Error(`${name}.${key} is not built in the local stack`)
    },
  })
}
