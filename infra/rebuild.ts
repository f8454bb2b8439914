/** `npm run rebuild -- --workspace <number>`: has the rebuild Lambda work on a workspace until it is done. */
import { parseArgs } from "node:util"
import { EventBridgeClient } from "@aws-sdk/client-eventbridge"
import { Hash } from "@smithy/hash-node"
import { SignatureV4 } from "@smithy/signature-v4"
import * as z from "zod"
import { rebuildFunction } from "./stage.ts"

const USAGE = `npm run rebuild -- --workspace <number> [options]

Writes facts, open sums and search words of one workspace anew from its records.
Credentials, and AWS_ENDPOINT_URL for a stack on this machine, are taken from the environment.

  --workspace <number>  the workspace
  --stage <name>        stage of the stack (dev; local where AWS_ENDPOINT_URL is set)
  --region <name>       region of the stack (AWS_REGION, else us-east-1)
  --cursor <text>       where an earlier run stopped
  --help                this text`

const Counts = z.record(z.string(), z.int())
const Answer = z.object({ done: z.boolean(), cursor: z.string().nullable(), counts: Counts })
const Failure = z.object({ errorMessage: z.string() })

/** What is wrong with the command line or the answer, in one line. */
class RebuildError extends Error {}

type Where = { endpoint: string; region: string; functionName: string }

function optionsOf(args: string[]) {
  const text = { type: "string" } as const
  const { values } = parseArgs({
    args,
    options: { workspace: text, stage: text, region: text, cursor: text, help: { type: "boolean", default: false } },
  })
  if (values.help) return undefined
  if (values.workspace === undefined) throw new RebuildError(`--workspace: say which\n\n${USAGE}`)
  const local = process.env["AWS_ENDPOINT_URL_LAMBDA"] ?? process.env["AWS_ENDPOINT_URL"]
  const region = values.region ?? process.env["AWS_REGION"] ?? "us-east-1"
  const where: Where = {
    endpoint: local ?? `https://lambda.${region}.amazonaws.com`,
    region,
    functionName: rebuildFunction(values.stage ?? (local === undefined ? "dev" : "local")),
  }
  return { where, workspaceId: values.workspace, cursor: values.cursor }
}

async function invoke({ endpoint, region, functionName }: Where, input: object): Promise<z.infer<typeof Answer>> {
  const url = new URL(`/2015-03-31/functions/${functionName}/invocations`, endpoint)
  // any client of the SDK finds the operator's credentials as all of them do
  const credentials = await new EventBridgeClient({ region }).config.credentials()
  const signer = new SignatureV4({ service: "lambda", region, credentials, sha256: Hash.bind(null, "sha256") })
  const body = JSON.stringify(input)
  const { headers } = await signer.sign({
    method: "POST",
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port && { port: Number(url.port) }),
    path: url.pathname,
    headers: { host: url.host, "content-type": "application/json" },
    body,
  })
  const answer = await fetch(url, { method: "POST", headers, body })
  const text = await answer.text()
  if (!answer.ok) throw new RebuildError(`${functionName} was not called: ${answer.status} ${text}`)
  const value: unknown = JSON.parse(text)
  const failure = Failure.safeParse(value)
  if (failure.success) throw new RebuildError(failure.data.errorMessage)
  return Answer.parse(value)
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2))
  if (options === undefined) {
    process.stdout.write(`${USAGE}\n`)
    return
  }
  const { where, workspaceId } = options
  const total: Record<string, number> = {}
  let cursor = options.cursor
  for (;;) {
    const answer = await invoke(where, { workspaceId, ...(cursor !== undefined && { cursor }) })
    for (const [kind, count] of Object.entries(answer.counts)) total[kind] = (total[kind] ?? 0) + count
    const counts = Object.entries(total).map(([kind, count]) => `${kind} ${count}`)
    const next = answer.done ? "done" : `goes on at --cursor ${answer.cursor}`
    process.stdout.write(`${counts.join(", ")}: ${next}\n`)
    if (answer.done || answer.cursor === null) return
    cursor = answer.cursor
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
})
