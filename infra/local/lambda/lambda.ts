/** Lambda: the functions of the template in worker threads, each with its own environment, role, time-out and memory. */
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import { checked } from "../checked.ts"
import type { Context, Family, Provision } from "../family.ts"
import { StartError } from "../start-error.ts"
import { createAsyncInvocations, type Target } from "./async-invocations.ts"
import { type FunctionDefinition, readDefinition } from "./definition.ts"
import { startEnvironment } from "./environment.ts"
import { defaultInvokeConfig, readInvokeConfig } from "./invoke-config.ts"
import { invokeService } from "./invoke-service.ts"
import { functionName } from "./names.ts"
import { readPermission } from "./permission.ts"
import { createPool } from "./pool.ts"

export type Lambda = Family & {
  /** Lets a function's changed code be loaded at its next invocation. */
  reload(functionName: string): void
  /** The functions of the template and the folders their code lies in. */
  functions(): FunctionDefinition[]
}

const Published = z.looseObject({ FunctionName: z.string(), Name: z.string().default("1") })

export function createLambda(
  context: Context,
  options: { idleMs?: number; retryDelayMs?: (attempt: number) => number } = {},
): Lambda {
  const { idleMs = 300_000, retryDelayMs = (attempt) => 1000 * 2 ** attempt } = options
  const targets = new Map<string, Target>()
  const target = (name: string): Target => {
    const found = targets.get(name)
    if (found === undefined) throw new AwsError("ResourceNotFoundException", `Function not found: ${name}`, 404)
    return found
  }
  const invocations = createAsyncInvocations(context, (name) => targets.get(name), retryDelayMs)
  const invoke = (name: string, event: string): Promise<string> => target(name).pool.invoke(event)
  const submit = (name: string, event: string): void => invocations.submit(target(name).definition.name, event)
  const arnOf = (name: string): string => context.arn("lambda", `function:${name}`)

  context.receive("lambda", async (arn, input, delivery) => {
    context.iam.assert(delivery.by, "lambda:InvokeFunction", arn)
    const event = JSON.stringify(input ?? null)
    if (delivery.wait !== true) return submit(functionName(arn), event)
    const result: unknown = JSON.parse(await invoke(functionName(arn), event))
    return result
  })
  context.endpoint.service("lambda", invokeService(context.iam, { arnOf, invoke, submit }))

  const provisionFunction: Provision = (id, properties) => {
    const definition = readDefinition(context, id, properties)
    const start = () => startEnvironment(definition, (level, line) => context.log(level, definition.name, line))
    const pool = createPool({ start, reserved: definition.reserved, idleMs })
    targets.set(definition.name, { definition, pool, config: defaultInvokeConfig })
    return { ref: definition.name, attributes: { Arn: definition.arn } }
  }

  return {
    name: "lambda",
    types: {
      "AWS::Lambda::Function": provisionFunction,
      "AWS::Lambda::Permission": (id, properties) => {
        const { reference, statement } = readPermission(properties)
        context.iam.attach(reference.startsWith("arn:") ? reference : arnOf(reference), statement)
        return { ref: id }
      },
      "AWS::Lambda::EventInvokeConfig": (id, properties) => {
        const { functionName: reference, config } = readInvokeConfig(properties)
        const name = functionName(reference)
        targets.set(name, { ...target(name), config })
        return { ref: id }
      },
      "AWS::Lambda::Version": (_id, properties) => published(properties, "1", "FunctionArn"),
      "AWS::Lambda::Alias": (_id, properties) => published(properties, undefined, "AliasArn"),
      "AWS::Lambda::LayerVersion": refused("layers"),
      "AWS::Lambda::Url": refused("function URLs"),
    },
    start: () => invocations.resume(),
    async stop() {
      invocations.stop()
      await Promise.all([...targets.values()].map(({ pool }) => pool.close()))
    },
    reload: (name) => targets.get(name)?.pool.reload(),
    functions: () => [...targets.values()].map(({ definition }) => definition),
  }

  function published(properties: unknown, version: string | undefined, attribute: string): ReturnType<Provision> {
    const given = checked(Published, properties)
    const arn = `${arnOf(functionName(given.FunctionName))}:${version ?? given.Name}`
    return { ref: arn, attributes: { [attribute]: arn, ...(version !== undefined && { Version: version }) } }
  }
}

function refused(what: string): Provision {
  return () => {
    throw new StartError(`${what} are not built in the local stack`)
  }
}
