/** What the CDK CLI runs: it builds the functions and the app, then synthesizes with the CLI's own context. */
import { App } from "aws-cdk-lib"
import { buildWeb } from "./build-web.ts"
import { bundle } from "./bundle.ts"
import { Crm } from "./crm.ts"

await Promise.all([bundle(), buildWeb()])
new Crm(new App({ analyticsReporting: false }))
