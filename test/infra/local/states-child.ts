/** Run as a process of its own: starts one execution, tells of each call of its function, and is then killed or told to stop. */
import { createStates } from "../../../infra/local/states/states.ts"
import { testContext } from "../../support/local-context.ts"

const [dataDir = "", definition = "", mode = "run"] = process.argv.slice(2)
const context = await testContext({ dataDir })
context.receive("lambda", (_arn, input) => {
  process.stdout.write(`${JSON.stringify(input)}\n`)
  return JSON.stringify(input).includes("quick") ? Promise.resolve(input) : new Promise(() => {})
})
const family = createStates(context)
const properties = { RoleArn: "arn:aws:iam::000000000000:role/machine", DefinitionString: definition }
const made = await family.types["AWS::StepFunctions::StateMachine"]?.("Machine", properties, {})
await family.start?.()
await context.deliver(made?.ref ?? "", { items: ["quick", "slow"] }, { by: { kind: "operator" }, name: "job" })
if (mode === "stop") {
  process.stdin.once("data", async () => {
    await family.stop?.()
    await context.close()
    process.stdin.unref()
  })
}
