import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { withoutProviders } from "../../../infra/local/custom-resources.ts"
import { createEvaluator } from "../../../infra/local/evaluator.ts"
import { loadAssembly, physicalName, provisionOrder, type Template } from "../../../infra/local/template.ts"
import { type Resources, type Written, writeAssembly } from "../../support/assembly.ts"

const written: Written[] = []
afterEach(() => {
  for (const one of written.splice(0)) one.remove()
})

function load(resources: Resources, sections: object = {}): Template {
  const assembly = writeAssembly(resources, {}, sections)
  written.push(assembly)
  return loadAssembly(assembly.dir, assembly.stack).template
}

const surroundings = { stack: "Crm", region: "eu-central-1", account: "000000000000" }

function evaluatorOf(sections: object = {}) {
  const evaluator = createEvaluator(load({ Table: { Type: "X" }, Other: { Type: "X" } }, sections), surroundings)
  evaluator.define("Table", { ref: "crm-table", attributes: { Arn: "arn:table", "Stream.Arn": "arn:stream" } })
  return evaluator
}

describe("intrinsics", () => {
  test.each([
    ["Ref", { Ref: "Table" }, "crm-table"],
    ["a pseudo parameter", { Ref: "AWS::Region" }, "eu-central-1"],
    ["a parameter's default", { Ref: "Stage" }, "dev"],
    ["GetAtt as a list", { "Fn::GetAtt": ["Table", "Arn"] }, "arn:table"],
    ["GetAtt as a text, with a dotted attribute", { "Fn::GetAtt": "Table.Stream.Arn" }, "arn:stream"],
    ["Join", { "Fn::Join": ["/", ["a", { Ref: "Table" }, 3]] }, "a/crm-table/3"],
    ["Join over a list made by Split", { "Fn::Join": ["-", { "Fn::Split": [",", "a,b"] }] }, "a-b"],
    [
      "Sub",
      { "Fn::Sub": `\${Table} \${Table.Arn} \${AWS::AccountId} \${!kept}` },
      `crm-table arn:table 000000000000 \${kept}`,
    ],
    ["Sub with variables", { "Fn::Sub": [`\${a}!`, { a: { Ref: "Table" } }] }, "crm-table!"],
    ["Select", { "Fn::Select": ["1", { "Fn::Split": ["-", "x-y-z"] }] }, "y"],
    ["Base64", { "Fn::Base64": "hi" }, "aGk="],
    ["ToJsonString", { "Fn::ToJsonString": { a: [{ Ref: "Table" }] } }, '{"a":["crm-table"]}'],
    ["Length", { "Fn::Length": [1, 2, 3] }, 3],
    ["GetAZs", { "Fn::GetAZs": "" }, ["eu-central-1a", "eu-central-1b", "eu-central-1c"]],
    ["FindInMap", { "Fn::FindInMap": ["Sizes", { Ref: "Stage" }, "memory"] }, 512],
    ["If that holds", { "Fn::If": ["IsDev", "yes", "no"] }, "yes"],
    ["If that does not", { "Fn::If": ["IsProd", "yes", "no"] }, "no"],
    ["a condition of conditions", { "Fn::If": ["Neither", "yes", "no"] }, "yes"],
    ["NoValue in an object", { a: { Ref: "AWS::NoValue" }, b: 1 }, { b: 1 }],
    ["NoValue in a list", ["a", { "Fn::If": ["IsProd", "b", { Ref: "AWS::NoValue" }] }], ["a"]],
    [
      "a policy's lone Condition, which is no intrinsic",
      { Condition: { Bool: { a: "b" } } },
      { Condition: { Bool: { a: "b" } } },
    ],
  ])("%s", (_, value, expected) => {
    const evaluator = evaluatorOf({
      Parameters: { Stage: { Type: "String", Default: "dev" } },
      Mappings: { Sizes: { dev: { memory: 512 } } },
      Conditions: {
        IsDev: { "Fn::Equals": [{ Ref: "Stage" }, "dev"] },
        IsProd: { "Fn::Not": [{ Condition: "IsDev" }] },
        Neither: {
          "Fn::And": [{ "Fn::Or": [{ Condition: "IsProd" }, { Condition: "IsDev" }] }, { Condition: "IsDev" }],
        },
      },
    })
    expect(evaluator.evaluate(value)).toEqual(expected)
  })

  test("an attribute nobody gives is named with its resource", () => {
    expect(() => evaluatorOf().evaluate({ "Fn::GetAtt": ["Table", "Nope"] })).toThrow("X Table no attribute Nope")
  })

  test("a reference to what does not exist yet, or at all, says which", () => {
    expect(() => evaluatorOf().evaluate({ Ref: "Other" })).toThrow("Other is referred to but does not exist yet")
    expect(() => evaluatorOf().evaluate({ Ref: "Ghost" })).toThrow("Ghost is referred to but is not in the template")
  })

  test("ImportValue and Transform are refused by name", () => {
    expect(() => evaluatorOf().evaluate({ "Fn::ImportValue": "x" })).toThrow("does not evaluate Fn::ImportValue")
    expect(() => evaluatorOf().evaluate({ "Fn::Transform": {} })).toThrow("does not evaluate Fn::Transform")
  })

  test("a composed https address of this machine becomes http, another's stays", () => {
    const evaluator = createEvaluator(load({}), { ...surroundings, plainHost: "127.0.0.1:4000" })
    expect(evaluator.evaluate({ "Fn::Join": ["", ["https://", "127.0.0.1:4000", "/x https://example.com"]] })).toBe(
      "http://127.0.0.1:4000/x https://example.com",
    )
  })
})

describe("order", () => {
  const always = () => true

  test("each resource comes after what it refers to by Ref, GetAtt, Sub and DependsOn", () => {
    const template = load({
      Last: { Type: "X", Properties: { a: { "Fn::Sub": `\${Third.Arn} \${AWS::Region}` } } },
      Third: { Type: "X", Properties: { a: [{ b: { "Fn::GetAtt": ["Second", "Arn"] } }] } },
      Second: { Type: "X", Properties: { a: { Ref: "First" } }, DependsOn: ["Zero"] },
      First: { Type: "X" },
      Zero: { Type: "X" },
    })
    expect(provisionOrder(template, always)).toEqual(["First", "Zero", "Second", "Third", "Last"])
  })

  test("a variable of Sub is not a reference to a resource of that name", () => {
    const template = load({
      A: { Type: "X", Properties: { a: { "Fn::Sub": [`\${B}`, { B: "text" }] } } },
      B: { Type: "X", Properties: { a: { Ref: "A" } } },
    })
    expect(provisionOrder(template, always)).toEqual(["A", "B"])
  })

  test("a cycle is named", () => {
    const template = load({
      Outside: { Type: "X", Properties: { a: { Ref: "A" } } },
      A: { Type: "X", Properties: { a: { Ref: "B" } } },
      B: { Type: "X", DependsOn: ["A"] },
    })
    expect(() => provisionOrder(template, always)).toThrow("circular dependency: A > B > A")
  })

  test("a resource whose condition does not hold is left out", () => {
    const template = load({ A: { Type: "X", Condition: "Never" }, B: { Type: "X", DependsOn: ["A"] } })
    expect(provisionOrder(template, (condition) => condition !== "Never")).toEqual(["B"])
  })
})

describe("names", () => {
  test("are the same each time, differ by stack and id, and keep to the length asked for", () => {
    expect(physicalName("Crm", "Table")).toBe(physicalName("Crm", "Table"))
    expect(physicalName("Crm", "Table")).toMatch(/^Crm-Table-[0-9a-f]{8}$/)
    const long = "x".repeat(100)
    const names = [physicalName("Crm", long), physicalName("Crm", `${long}y`), physicalName("Crm2", long)]
    expect(new Set(names).size).toBe(3)
    expect(names[0]).toHaveLength(64)
    expect(physicalName("Crm", long, 32)).toHaveLength(32)
  })
})

describe("assembly", () => {
  test("an asset is found by its object key; another key is an error that names it", () => {
    const assembly = writeAssembly({}, { code: { "index.mjs": "" } })
    written.push(assembly)
    const { asset } = loadAssembly(assembly.dir, assembly.stack)
    expect(asset("code.zip")).toBe(join(assembly.dir, "asset.code"))
    expect(() => asset("nope.zip")).toThrow("no asset nope.zip")
  })

  test("a folder without the template says so in one line", () => {
    expect(() => loadAssembly("/nonexistent", "Crm")).toThrow("Cannot read /nonexistent/Crm.template.json")
  })

  test("the function behind a custom resource is left out with its layer, another function stays", () => {
    const template = load({
      Layer: { Type: "AWS::Lambda::LayerVersion" },
      Provider: { Type: "AWS::Lambda::Function", Properties: { Layers: [{ Ref: "Layer" }] } },
      Shared: { Type: "AWS::Lambda::Function" },
      Alarm: { Type: "X", Properties: { watches: { Ref: "Shared" } } },
      One: { Type: "Custom::Deploy", Properties: { ServiceToken: { "Fn::GetAtt": ["Provider", "Arn"] } } },
      Two: { Type: "Custom::Deploy", Properties: { ServiceToken: { "Fn::GetAtt": ["Shared", "Arn"] } } },
    })
    expect(Object.keys(withoutProviders(template).Resources)).toEqual(["Shared", "Alarm", "One", "Two"])
  })
})
