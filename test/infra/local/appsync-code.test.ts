import { expect, test } from "vitest"
import { loadCode } from "../../../infra/local/appsync/code.ts"
import type { Frame } from "../../../infra/local/appsync/frame.ts"

const at = Date.UTC(2026, 2, 4, 5, 6, 7, 89)

function frame(): Frame & { printed: string[] } {
  const printed: string[] = []
  return {
    type: "Query",
    field: "ping",
    authType: "User Pool Authorization",
    now: () => at,
    print: (_level, line) => void printed.push(line),
    appended: [],
    invalidations: [],
    printed,
  }
}

const load = (body: string) =>
  loadCode(
    `import { util, runtime, extensions } from "@aws-appsync/utils"
     export function request(ctx) { ${body} }
     export const response = (ctx) => ctx.result`,
    "test",
  )
const evaluate = (expression: string) => load(`return ${expression}`).request({ args: { n: 2 } }, frame()).value

test.each([
  ["util.time.nowISO8601()", "2026-03-04T05:06:07.089Z"],
  ["util.time.nowEpochSeconds()", Math.floor(at / 1000)],
  ["util.time.nowEpochMilliSeconds()", at],
  [`util.time.parseISO8601ToEpochMilliSeconds("1970-01-01T00:00:01Z")`, 1000],
  ["util.time.epochMilliSecondsToISO8601(0)", "1970-01-01T00:00:00.000Z"],
  ["util.autoId().length", 36],
  ["util.authType()", "User Pool Authorization"],
  [`util.matches("^a+$", "aaa")`, true],
  [`util.base64Decode(util.base64Encode("ä"))`, "ä"],
  [`util.urlDecode(util.urlEncode("a b&c"))`, "a b&c"],
  [`util.str.toUpper("a")`, "A"],
  ["util.math.maxVal(1, 2)", 2],
  ["ctx.args.missing ?? ctx.args.n", 2],
  ["[1, 2, 3].filter((n) => n !== ctx.args.n)", [1, 3]],
  ["({ ...ctx.args, list: Object.keys(ctx.args) })", { n: 2, list: ["n"] }],
  ["JSON.parse(JSON.stringify({ a: 1 })).a", 1],
  ["undefined", null],
])("%s is %j", (expression, value) => {
  expect(evaluate(expression)).toEqual(value)
})

test.each([
  "util.rds",
  "util.toJson({})",
  "util.time.nowFormatted('yyyy')",
  "util.transform.toDynamoDBFilterExpression({})",
  "runtime.sleep(1)",
  "extensions.evictFromApiCache('a', 'b', {})",
])("%s, which is not built, fails with its name", (expression) => {
  const printing = frame()
  expect(() => load(`return ${expression}`).request({}, printing)).toThrow("Runtime Error")
  expect(printing.printed[0]).toContain(`${expression.replace(/\(.*$/, "")} is not built in the local stack`)
})

test.each([
  "Date.now()",
  "new Map()",
  "Promise.resolve(1)",
  "new RegExp('a')",
  "eval('1')",
  "process.env",
  "fetch('x')",
])("%s, which APPSYNC_JS lacks, fails", (expression) => {
  expect(() => evaluate(expression)).toThrow("Runtime Error")
})

test.each([
  ["export async function request() {}", "async"],
  ["class A {}; export const request = () => new A()", "class"],
  ["export function* request() {}", "generator"],
  ["export const request = (", "Unexpected"],
  ["import fs from 'node:fs'; export const request = () => fs", "module node:fs is not built"],
])("%s does not load", (source, problem) => {
  const load = () => loadCode(`${source}\nexport const response = () => null`, "resolver Query.ping")
  expect(load).toThrow(/^resolver Query\.ping: /)
  expect(load).toThrow(problem)
})

test("early return leaves the handler with its value", () => {
  expect(load(`runtime.earlyReturn({ a: 1 }); return 2`).request({}, frame())).toEqual({
    value: { a: 1 },
    skipTo: "NEXT",
  })
  expect(load(`runtime.earlyReturn(1, { skipTo: "END" })`).request({}, frame())).toEqual({ value: 1, skipTo: "END" })
})

test("unauthorized names the field, as AppSync does", () => {
  expect(() => evaluate("util.unauthorized()")).toThrow("Not Authorized to access ping on type Query")
})

test("what handlers leave behind stays with their own run", () => {
  const code = load(`util.appendError(ctx.text, "Warning"); extensions.setSubscriptionFilter(
    util.transform.toSubscriptionFilter({ tenant: { eq: ctx.text } })); console.log(ctx)`)
  const [one, other] = [frame(), frame()]
  code.request({ text: "one" }, one)
  code.request({ text: "other" }, other)
  expect(one.appended.map(({ message }) => message)).toEqual(["one"])
  expect(other.appended.map(({ message }) => message)).toEqual(["other"])
  expect(one.printed).toEqual(['test: {"text":"one"}'])
  expect(one.filter).not.toBe(other.filter)
})

test("a request ends subscriptions at most five times", () => {
  const body =
    "for (const field of ctx.fields) extensions.invalidateSubscriptions({ subscriptionField: field, payload: {} })"
  const five = frame()
  load(body).request({ fields: ["a", "b", "c", "d", "e"] }, five)
  expect(five.invalidations).toHaveLength(5)
  expect(() => load(body).request({ fields: ["a", "b", "c", "d", "e", "f"] }, frame())).toThrow("at most 5 times")
})
