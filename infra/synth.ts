import { App } from "aws-cdk-lib"
import type { CloudAssembly } from "aws-cdk-lib/cx-api"
import { Crm } from "./crm.ts"

/** Synthesizes the stack in this process. The functions and the app must be built before. */
export function synth(context: Record<string, string>, outdir?: string): CloudAssembly {
  const app = new App({ context, analyticsReporting: false, ...(outdir && { outdir }) })
  new Crm(app)
  return app.synth()
}
