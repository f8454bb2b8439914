/** `npm start`: the whole product on this machine, from the template that is deployed. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join, resolve } from "node:path"
import { build, REGION } from "./build.ts"
import { startDevServer } from "./dev-server.ts"
import { createFamilies } from "./families.ts"
import { freePort } from "./free-port.ts"
import { type Options, optionsOf, USAGE } from "./options.ts"
import { provide } from "./prerequisites.ts"
import { type RunningStack, runStack } from "./run.ts"
import { type Seeded, seedDemo } from "./seed.ts"
import { StartError } from "./start-error.ts"

type Families = ReturnType<typeof createFamilies>

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2))
  if (options === "help") {
    process.stdout.write(`${USAGE}\n`)
    return
  }
  provide({ chromium: false })
  const started = performance.now()
  if (options.fresh && !options.memory) rmSync(resolve(options.dataDir), { recursive: true, force: true })
  const port = options.port === 0 ? await freePort() : options.port
  await needPort(port)
  const built = await build(`http://127.0.0.1:${port}`)
  const dev = options.dev ? await startDevServer() : undefined
  const stack = await runStack({
    ...built,
    port,
    region: REGION,
    dataDir: options.memory ? undefined : resolve(options.dataDir),
    families: (context, policies) =>
      createFamilies(context, policies, dev === undefined ? {} : { devServerUrl: dev.url }),
  })
  dev?.serve("/config.json", () => stack.families.s3.readObject(String(stack.outputs["SiteBucket"]), "config.json"))
  stopOnSignals(stack, dev)
  const seeded = await seedOnce(stack, options)
  print(stack.url, seeded, performance.now() - started)
}

/** A taken port is said before anything is built. */
function needPort(port: number): Promise<void> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once("error", () =>
      fail(new StartError(`Port ${port} is in use. Stop what uses it, or choose another with --port.`)),
    )
    probe.listen(port, "127.0.0.1", () => probe.close(() => done()))
  })
}

type LocalFile = { url: string; apiToken: string | null; users: Seeded["users"]; mailbox: string }

/** Seeds a data folder once: local.json is written when it is done, and says so. */
async function seedOnce(stack: RunningStack<Families>, options: Options): Promise<LocalFile> {
  const folder = resolve(options.dataDir)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, "local.json")
  const known = !options.memory && existsSync(file)
  const before = known ? (JSON.parse(readFileSync(file, "utf8")) as LocalFile) : undefined
  const { operator } = stack.context.iam
  // for the AWS command line and SDKs, pointed at this stack
  writeFileSync(join(folder, "operator.json"), `${JSON.stringify(operator, null, 2)}\n`, { mode: 0o600 })
  const seeded: Pick<LocalFile, "apiToken" | "users"> =
    before ??
    (options.seed === "demo"
      ? await seedDemo({ url: stack.url, region: REGION, operator })
      : { apiToken: null, users: [] })
  const local = { url: stack.url, apiToken: seeded.apiToken, users: seeded.users, mailbox: `${stack.url}/_aws/mailbox` }
  writeFileSync(file, `${JSON.stringify(local, null, 2)}\n`)
  return local
}

function print(url: string, local: LocalFile, milliseconds: number): void {
  const lines = [
    "",
    `  Halyard is ready at ${url}   (${(milliseconds / 1000).toFixed(1)} s)`,
    "",
    ...local.users.map((user) => `  Sign in    ${user.email}  ${user.password}  (${user.role})`),
    ...(local.users.length === 0 ? [`  Sign up    ${url}/sign-up`] : []),
    ...(local.apiToken === null ? [] : [`  API token  ${local.apiToken}`]),
    `  Mailbox    ${local.mailbox}`,
    "",
    "  Ctrl-C stops it; the data stays.",
    "",
  ]
  process.stdout.write(lines.join("\n"))
}

function stopOnSignals(stack: RunningStack<Families>, dev: { close(): Promise<void> } | undefined): void {
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    process.stdout.write("\nStopping …\n")
    await dev?.close()
    await stack.close()
    process.exit(0)
  }
  process.on("SIGINT", stop)
  process.on("SIGTERM", stop)
}

main().catch((error: unknown) => {
  const known = error instanceof StartError
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : error}\n`)
  process.exit(1)
})
