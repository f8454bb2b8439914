/** What a function is, read from the template: its code, and the environment it may see. */
import { existsSync } from "node:fs"
import { devNull } from "node:os"
import { join } from "node:path"
import * as z from "zod"
import { checked } from "../checked.ts"
import type { Context } from "../family.ts"
import { StartError } from "../start-error.ts"
import type { Boot } from "./messages.ts"

export type FunctionDefinition = {
  name: string
  arn: string
  roleArn: string
  boot: Boot
  environment: Record<string, string>
  timeoutMs: number
  reserved: number | undefined
  deadLetterArn: string | undefined
}

const ignored = z.unknown().optional()

const Properties = z.strictObject({
  FunctionName: z.string().optional(),
  Code: z.strictObject({ S3Bucket: ignored, S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string().startsWith("nodejs", "only Node.js runtimes run in the local stack"),
  Role: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z
    .strictObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) })
    .default({ Variables: {} }),
  ReservedConcurrentExecutions: z.number().optional(),
  DeadLetterConfig: z.strictObject({ TargetArn: z.string() }).optional(),
  LoggingConfig: z.looseObject({ LogGroup: z.string().optional() }).optional(),
  Architectures: ignored,
  Description: ignored,
  EphemeralStorage: ignored,
  PackageType: ignored,
  RecursiveLoop: ignored,
  Tags: ignored,
  TracingConfig: ignored,
})

export function readDefinition(context: Context, id: string, properties: unknown): FunctionDefinition {
  const given = checked(Properties, properties)
  const name = given.FunctionName ?? context.name(id)
  const arn = context.arn("lambda", `function:${name}`)
  const dot = given.Handler.lastIndexOf(".")
  const logGroup = given.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`
  const boot: Boot = {
    file: codeFile(context.asset(given.Code.S3Key), given.Handler.slice(0, dot)),
    handler: given.Handler.slice(dot + 1),
    functionName: name,
    functionArn: arn,
    memoryMb: given.MemorySize,
    logGroup,
  }
  return {
    name,
    arn,
    roleArn: given.Role,
    boot,
    environment: { ...given.Environment.Variables, ...runtimeEnvironment(context, given.Role, boot) },
    timeoutMs: given.Timeout * 1000,
    reserved: given.ReservedConcurrentExecutions,
    deadLetterArn: given.DeadLetterConfig?.TargetArn,
  }
}

/** What AWS itself puts into a function's environment. Of this machine's own only what a process cannot do without. */
function runtimeEnvironment(context: Context, roleArn: string, boot: Boot): Record<string, string> {
  const { accessKeyId, secretAccessKey } = context.iam.credentialsFor(roleArn)
  const machine = ["PATH", "HOME", "LANG"].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  })
  return {
    ...Object.fromEntries(machine),
    AWS_REGION: context.region,
    AWS_DEFAULT_REGION: context.region,
    AWS_ENDPOINT_URL: context.endpoint.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_LAMBDA_FUNCTION_NAME: boot.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(boot.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: boot.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    TZ: ":UTC",
    // no X-Ray daemon hears anything here; its hooks on every promise are left out
    AWS_XRAY_MANUAL_MODE: "1",
  }
}

function codeFile(asset: string, module: string): string {
  const file = [".mjs", ".js", ".cjs"].map((ending) => join(asset, `${module}${ending}`)).find(existsSync)
  if (file === undefined) throw new StartError(`The handler's file ${module}.mjs is not in the asset ${asset}.`)
  return file
}
