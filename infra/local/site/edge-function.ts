/** AWS::CloudFront::Function: JavaScript that sees a request before, or a response after, everything else. */
import { createContext, Script } from "node:vm"
import { StartError } from "../start-error.ts"

export type EdgeFunction = (event: object) => Promise<unknown>

const limitMs = 1000

export function compileEdgeFunction(name: string, code: string): EdgeFunction {
  const sandbox = createContext({ console: { log: () => undefined } })
  const call = new Script("handler(JSON.parse(event))", { filename: `${name}-call.js` })
  try {
    new Script(code, { filename: `${name}.js` }).runInContext(sandbox, { timeout: limitMs })
  } catch (error) {
    throw new StartError(`FunctionCode: ${String(error)}`, { cause: error })
  }
  return async (event) => {
    sandbox.event = JSON.stringify(event)
    const result: unknown = await call.runInContext(sandbox, { timeout: limitMs })
    const plain: unknown = JSON.parse(JSON.stringify(result))
    return plain
  }
}
