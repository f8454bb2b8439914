import { mkdirSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { expect, test } from "vitest"
import { FunctionError } from "../../../infra/local/function-error.ts"
import { person } from "./appsync-client.ts"
import { appSyncStack, liveSchema, queries } from "./appsync-stack.ts"

const pass = "export const response = (ctx) => ctx.result"

test("a query is answered by a local and by a function's data source, the latter with the role of the source", async () => {
  const hello = `
    import { util } from "@aws-appsync/utils"
    export const request = (ctx) => ({ operation: "Invoke", payload: { args: ctx.args, who: ctx.identity.sub, field: ctx.info.fieldName } })
    export function response(ctx) {
      if (ctx.error) util.error(ctx.error.message, ctx.error.type)
      return ctx.result
    }`
  const stack = await appSyncStack({
    schema: queries("hello(name: String!): String"),
    resolvers: {
      "Query.ping": `export const request = () => ({ payload: "pong" }); ${pass}`,
      "Query.hello": { code: hello, dataSource: "function" },
    },
  })
  stack.context.receive("lambda", async (_arn, input) => {
    const { args, who } = Object(input)
    if (args.name === "nobody") throw new FunctionError("NotHere", "there is nobody")
    return `hello ${args.name} from ${who}`
  })
  const ann = person(stack, () => stack.token({ sub: "ann" }))
  expect(await ann.ask(`query ($n: String!) { ping hello(name: $n) }`, { n: "Bo" })).toEqual({
    ping: "pong",
    hello: "hello Bo from ann",
  })
  expect(stack.context.delivered[0]).toEqual({
    arn: "arn:aws:lambda:eu-central-1:000000000000:function:answer",
    input: { args: { name: "Bo" }, who: "ann", field: "hello" },
    delivery: { by: { kind: "role", arn: "arn:aws:iam::000000000000:role/source" }, wait: true },
  })
  expect(await ann.refusal(`{ hello(name: "nobody") }`)).toMatchObject({
    errorType: "Lambda:Unhandled",
    message: "there is nobody",
  })
})

test("a direct Lambda resolver gets the whole context", async () => {
  const stack = await appSyncStack({
    schema: queries("where(id: ID): String"),
    besides: async (ApiId, provision) => {
      await provision("Resolver", "Where", {
        ApiId,
        TypeName: "Query",
        FieldName: "where",
        DataSourceName: "function",
      })
    },
  })
  stack.context.receive(
    "lambda",
    async (_arn, input) => `${Object(input).info.fieldName} ${Object(input).arguments.id}`,
  )
  expect((await stack.post("{ where(id: 7) }", { token: stack.token() })).data).toEqual({ where: "where 7" })
})

const steps = {
  Add: `export const request = (ctx) => ({ payload: ctx.stash.n + 1 }); ${pass}`,
  Skip: `
    import { runtime } from "@aws-appsync/utils"
    export const request = (ctx) =>
      ctx.args.n === 0 ? runtime.earlyReturn("none", { skipTo: "END" }) : runtime.earlyReturn(ctx.prev.result)
    export const response = () => "never"`,
  Times: `export const request = (ctx) => ({ payload: ctx.prev.result * 10 }); ${pass}`,
}
const around = `
  export function request(ctx) { ctx.stash.n = ctx.args.n; return {} }
  export const response = (ctx) => "= " + ctx.prev.result`

test("a pipeline hands results and the stash from step to step, and an early return skips its own step", async () => {
  const stack = await appSyncStack({
    schema: queries("pipe(n: Int!): String"),
    besides: async (ApiId, provision) => {
      const Functions: unknown[] = []
      for (const [Name, Code] of Object.entries(steps)) {
        const made = await provision("FunctionConfiguration", Name, { ApiId, Name, DataSourceName: "nothing", Code })
        Functions.push(made.FunctionId)
      }
      const pipeline = { Kind: "PIPELINE", PipelineConfig: { Functions }, Code: around }
      await provision("Resolver", "Pipe", { ApiId, TypeName: "Query", FieldName: "pipe", ...pipeline })
    },
  })
  const { data } = await stack.post("{ some: pipe(n: 3) none: pipe(n: 0) }", { token: stack.token() })
  expect(data).toEqual({ some: "= 40", none: "= none" })
})

test("what a resolver raises reaches the client with its type, data and info", async () => {
  const utils = `import { util } from "@aws-appsync/utils"; const request = () => ({ payload: null });`
  const stack = await appSyncStack({
    schema: queries("boom: String warned: String broken: String missing: String"),
    resolvers: {
      "Query.boom": `${utils} export const response = () => util.error("no such deal", "NotFound", { id: 1 }, { hint: "look" }); export { request }`,
      "Query.warned": `${utils} export function response() { util.appendError("rounded", "Warning"); return "fine" } export { request }`,
      "Query.broken": `${utils} export const response = (ctx) => ctx.result.deep.er; export { request }`,
      "Query.missing": `${utils} export const response = () => util.dynamodb.toMapValues({}); export { request }`,
    },
  })
  const { data, errors } = await stack.post("{ boom warned broken missing }", { token: stack.token() })
  expect(data).toEqual({ boom: null, warned: "fine", broken: null, missing: null })
  expect(errors).toMatchObject([
    { path: ["boom"], errorType: "NotFound", message: "no such deal", data: { id: 1 }, errorInfo: { hint: "look" } },
    { path: ["broken"], errorType: "Code", message: "Runtime Error" },
    { path: ["missing"], errorType: "Code", message: "Runtime Error" },
    { path: ["warned"], errorType: "Warning", message: "rounded", locations: [{ line: 1, column: 8 }] },
  ])
  expect(JSON.stringify(errors[1]?.errorInfo)).toContain("TypeError")
  expect(JSON.stringify(errors[2]?.errorInfo)).toContain("util.dynamodb is not built in the local stack")
})

test("a failure that is nobody's refusal is logged and not shown", async () => {
  const stack = await appSyncStack({
    schema: liveSchema,
    resolvers: {
      "Query.ping": { code: `export const request = () => ({ operation: "Invoke" }); ${pass}`, dataSource: "function" },
    },
  })
  stack.context.receive("lambda", async () => {
    throw new TypeError("a bug of ours")
  })
  const { errors } = await stack.post("{ ping }", { token: stack.token() })
  expect(errors).toMatchObject([{ errorType: "InternalFailure", message: "The local stack failed; see its log." }])
  expect(stack.context.logged).toMatchObject([{ level: "error", line: expect.stringContaining("a bug of ours") }])
})

test("resolver code may come from an asset", async () => {
  const stack = await appSyncStack({
    schema: liveSchema,
    besides: async (ApiId, provision, context) => {
      const file = context.asset("abc.js")
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, `export const request = () => ({ payload: "from the asset" }); ${pass}`)
      const code = { DataSourceName: "nothing", CodeS3Location: "s3://assets-000000000000-eu-central-1/abc.js" }
      await provision("Resolver", "Ping", { ApiId, TypeName: "Query", FieldName: "ping", ...code })
    },
  })
  expect((await stack.post("{ ping }", { token: stack.token() })).data).toEqual({ ping: "from the asset" })
})
