import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { machine, statesStack, task } from "./states-stack.ts"

const end = { Type: "Pass", End: true }

test("a machine answers Ref with its ARN, GetAtt with Arn and Name, and keeps both over restarts", async () => {
  const stack = await statesStack()
  const arn = stack.context.arn("states", "stateMachine:test-Jobs")
  const made = { ref: arn, attributes: { Arn: arn, Name: "test-Jobs" } }
  const properties = { DefinitionString: JSON.stringify(machine({ A: end })) }
  expect(stack.make("Jobs", properties)).toEqual(made)
  expect(stack.make("Jobs", properties)).toEqual(made)
})

test("a definition may be an object, text with substitutions, or a file", async () => {
  const stack = await statesStack()
  const text = JSON.stringify(machine({ A: { ...end, Output: "<word>" } })).replace("<word>", `\${word}`)
  const DefinitionSubstitutions = { word: "hello" }
  mkdirSync(join(stack.context.dataDir, "assets"))
  writeFileSync(stack.context.asset("machine.json"), text)
  const forms = [
    { Definition: machine({ A: { ...end, Output: "hello" } }) },
    { DefinitionString: text, DefinitionSubstitutions },
    { DefinitionS3Location: { Bucket: "assets", Key: "machine.json" }, DefinitionSubstitutions },
  ]
  for (const [index, form] of forms.entries()) {
    const { ref } = stack.make(`Form${index}`, form)
    expect((await stack.ended(await stack.start(ref))).output).toBe('"hello"')
  }
})

describe("a machine is refused by its logical id", () => {
  test.each<[string, object, RegExp]>([
    ["when a state leads nowhere", machine({ A: { Type: "Pass", Next: "B" } }), /Missing .* target: B/],
    ["when a state cannot be reached", machine({ A: end, B: end }), /State B is not reachable/],
    [
      "when two states have one name",
      machine({ A: { ...end, Type: "Map", ItemProcessor: { StartAt: "A", States: { A: end } } } }),
      /name already exists: A/,
    ],
    ["when a Wait has no end", machine({ A: { ...end, Type: "Wait" } }), /exactly one of "Seconds"/],
    ["when a state has a type that does not exist", machine({ A: { Type: "Pas", End: true } }), /States\.A\.Type/],
    [
      "when a field is not of its kind",
      machine({ A: { ...end, Type: "Wait", Seconds: true } }),
      /States\.A\.Seconds: expected whole seconds or a JSONata/,
    ],
    [
      "when an expression does not parse",
      machine({ A: { ...end, Output: { a: ["{% ( %}"] } } }),
      /state A: Output\/a\/0: /,
    ],
    [
      "when an expression is only half marked",
      machine({ A: { ...end, Output: "{% 1" } }),
      /state A: Output: \{% and %\}/,
    ],
    [
      "when a nested expression does not parse",
      machine({
        P: { ...end, Type: "Parallel", Branches: [{ StartAt: "A", States: { A: { ...end, Output: "{% ) %}" } } }] },
      }),
      /state A: Output: /,
    ],
    [
      "when it is written in JSONPath",
      { StartAt: "A", States: { A: { ...end, ResultPath: "$" } } },
      /states A: JSONPath is not built/,
    ],
    [
      "when one of its states is written in JSONPath",
      machine({ A: { ...end, QueryLanguage: "JSONPath" } }),
      /states A: JSONPath is not built/,
    ],
    [
      "when it uses an AWS SDK integration",
      machine({ A: { ...task(), Resource: "arn:aws:states:::aws-sdk:dynamodb:getItem", End: true } }),
      /aws-sdk:dynamodb:getItem is not built/,
    ],
    [
      "when it waits for a job to end",
      machine({ A: { ...task(), Resource: "arn:aws:states:::states:startExecution.sync:2", End: true } }),
      /startExecution\.sync:2 is not built/,
    ],
    [
      "when a task has an argument that is not built",
      machine({ A: task({ Arguments: { FunctionName: "f", LogType: "Tail" }, End: true }) }),
      /LogType is not built/,
    ],
    [
      "when a task lacks an argument",
      machine({ A: task({ Arguments: { Payload: 1 }, End: true }) }),
      /FunctionName is missing/,
    ],
    [
      "when its map is distributed",
      machine({
        A: {
          ...end,
          Type: "Map",
          ItemProcessor: {
            ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
            StartAt: "B",
            States: { B: end },
          },
        },
      }),
      /ProcessorConfig/,
    ],
    [
      "when a heartbeat is asked of a task that has no token",
      machine({ A: task({ HeartbeatSeconds: 5, End: true }) }),
      /HeartbeatSeconds: nothing can send/,
    ],
  ])("%s", async (_when, definition, problem) => {
    const stack = await statesStack()
    expect(() => stack.provision(definition, "Broken")).toThrow(problem)
    expect(() => stack.provision(definition, "Broken")).toThrow(/^Broken: /)
  })

  test("when its definition is not JSON", async () => {
    const stack = await statesStack()
    expect(() => stack.make("Broken", { DefinitionString: "{" })).toThrow(/^Broken: .* is not JSON/)
  })

  test("when it has no definition, or no role", async () => {
    const stack = await statesStack()
    expect(() => stack.make("Broken", {})).toThrow(/^Broken: .*DefinitionString/)
    expect(() => stack.make("Broken", { RoleArn: undefined, Definition: machine({ A: end }) })).toThrow(
      /^Broken: [\s\S]*RoleArn/,
    )
  })

  test("when it is an express machine", async () => {
    const stack = await statesStack()
    const properties = { StateMachineType: "EXPRESS", Definition: machine({ A: end }) }
    expect(() => stack.make("Broken", properties)).toThrow(/^Broken: [\s\S]*only STANDARD/)
  })
})

test("JSONata chosen by each state is as good as by the machine, and expressions may have several lines", async () => {
  const stack = await statesStack()
  const state = { ...end, QueryLanguage: "JSONata", Output: { sum: "{%\n  $sum(\n    [1, 2]\n  )\n%}", none: null } }
  const { ref } = stack.make("Machine", { Definition: { StartAt: "A", States: { A: state } } })
  expect((await stack.ended(await stack.start(ref))).output).toBe('{"sum":3,"none":null}')
})
