import { parseArgs } from "node:util"
import { StartError } from "./start-error.ts"

export type Options = {
  port: number
  dataDir: string
  memory: boolean
  seed: "demo" | "none"
  fresh: boolean
  dev: boolean
}

export const USAGE = `npm start -- [options]

  --port <number>     port of the app and the API (4000; 0 takes a free one)
  --data <folder>     where the data lives (.local)
  --memory            keep nothing: the data ends with the process
  --seed demo|none    what a new data folder starts with (demo)
  --fresh             forget the data first
  --dev               serve the app from its sources, with hot reload
  --help              this text`

/** Reads the command line. Throws a `StartError` that names what is wrong with it. */
export function optionsOf(args: string[]): Options | "help" {
  const { values } = parsed(args)
  if (values.help === true) return "help"
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new StartError(`--port: ${values.port} is not a port`)
  if (values.seed !== "demo" && values.seed !== "none")
    throw new StartError(`--seed: ${values.seed} is neither demo nor none`)
  return {
    port,
    dataDir: values.data,
    memory: values.memory,
    seed: values.seed,
    fresh: values.fresh,
    dev: values.dev,
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: "string", default: "4000" },
        data: { type: "string", default: ".local" },
        memory: { type: "boolean", default: false },
        seed: { type: "string", default: "demo" },
        fresh: { type: "boolean", default: false },
        dev: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    })
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
  }
}
