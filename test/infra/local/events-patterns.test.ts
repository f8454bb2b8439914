import { describe, expect, test } from "vitest"
import { compilePattern } from "../../../infra/local/pattern.ts"

const event = {
  source: "crm.deal",
  account: "1",
  "detail-type": "DealUpdated",
  region: "eu-west-1",
  time: "t",
  detail: {
    state: "initializing",
    "c-count": 3,
    x: 0.3018,
    ip: "10.0.0.44",
    ip6: "2001:db8::7",
    file: "a/lib/x.png",
    star: "a*bc",
    tags: ["vip", "new"],
    none: [],
    nul: null,
    empty: "",
    price: 10,
    won: true,
    obj: { k: 1 },
    arr: [
      { n: "a", v: 1 },
      { n: "b", v: 2 },
    ],
    Name: "Alice",
    big: 5e9,
  },
}

describe("a pattern matches the event", () => {
  const cases: [name: string, pattern: unknown][] = [
    ["exact", { source: ["crm.deal"] }],
    ["and", { source: ["crm.deal"], detail: { price: [10] } }],
    ["prefix", { source: [{ prefix: "crm." }] }],
    ["suffix", { detail: { file: [{ suffix: ".png" }] } }],
    ["prefix ignore case", { detail: { Name: [{ prefix: { "equals-ignore-case": "aLI" } }] } }],
    ["suffix ignore case", { detail: { file: [{ suffix: { "equals-ignore-case": ".PNG" } }] } }],
    ["eq ignore case", { detail: { Name: [{ "equals-ignore-case": "aliCE" }] } }],
    ["anything-but list", { detail: { state: [{ "anything-but": ["stopped", "x"] }] } }],
    ["anything-but num", { detail: { price: [{ "anything-but": 123 }] } }],
    ["numeric range", { detail: { "c-count": [{ numeric: [">", 0, "<=", 5] }] } }],
    ["numeric =", { detail: { x: [{ numeric: ["=", 0.3018] }] } }],
    ["numeric big", { detail: { big: [{ numeric: [">=", 5000000000] }] } }],
    ["cidr", { detail: { ip: [{ cidr: "10.0.0.0/24" }] } }],
    ["exists true", { detail: { state: [{ exists: true }] } }],
    ["exists false", { detail: { nope: [{ exists: false }] } }],
    ["exists true on null", { detail: { nul: [{ exists: true }] } }],
    ["null", { detail: { nul: [null] } }],
    ["empty", { detail: { empty: [""] } }],
    ["wildcard", { detail: { file: [{ wildcard: "a/*/x.*" }] } }],
    ["$or top", { $or: [{ source: ["x"] }, { region: ["eu-west-1"] }] }],
    [
      "$or nested + and",
      { detail: { $or: [{ price: [{ numeric: [">", 100] }] }, { state: ["initializing"] }], Name: ["Alice"] } },
    ],
    ["array any", { detail: { tags: ["vip"] } }],
    ["array of objects consistent", { detail: { arr: { n: ["a"], v: [1] } } }],
    ["exists false on an empty array", { detail: { none: [{ exists: false }] } }],
    ["a list of alternatives", { detail: { price: [1, { numeric: [">", 5] }, "x"] } }],
    ["a boolean", { detail: { won: [true] } }],
    ["an address of version 6", { detail: { ip6: [{ cidr: "2001:db8::/32" }] } }],
    ["a wildcard with a literal star", { detail: { star: [{ wildcard: "a\\*b*" }] } }],
  ]
  test.each(cases)("%s", (_name, pattern) => {
    expect(compilePattern(pattern)(event)).toBe(true)
  })
})

describe("a pattern does not match the event", () => {
  const cases: [name: string, pattern: unknown][] = [
    ["exact no", { source: ["x"] }],
    ["anything-but", { detail: { state: [{ "anything-but": "initializing" }] } }],
    ["anything-but prefix", { detail: { state: [{ "anything-but": { prefix: "init" } }] } }],
    ["anything-but suffix list", { detail: { file: [{ "anything-but": { suffix: [".png", ".gif"] } }] } }],
    ["anything-but wildcard", { detail: { file: [{ "anything-but": { wildcard: "*/lib/*" } }] } }],
    ["anything-but ic", { detail: { state: [{ "anything-but": { "equals-ignore-case": ["INITIALIZING"] } }] } }],
    ["anything-but absent field", { detail: { zzz: [{ "anything-but": "a" }] } }],
    ["numeric on string", { detail: { state: [{ numeric: [">", 0] }] } }],
    ["cidr no", { detail: { ip: [{ cidr: "10.0.1.0/24" }] } }],
    ["exists false on present", { detail: { state: [{ exists: false }] } }],
    ["exists on object is not a leaf", { detail: { obj: [{ exists: true }] } }],
    ["wildcard escaped", { detail: { file: [{ wildcard: "a\\*" }] } }],
    ["$or none", { detail: { $or: [{ price: [1] }, { state: ["z"] }] } }],
    ["array none", { detail: { tags: ["old"] } }],
    ["array of objects inconsistent", { detail: { arr: { n: ["a"], v: [2] } } }],
    ["number vs string", { detail: { price: ["10"] } }],
    ["a path through a scalar", { detail: { state: { deeper: ["x"] } } }],
    ["an inherited property", { detail: { constructor: { name: [{ exists: true }] } } }],
  ]
  test.each(cases)("%s", (_name, pattern) => {
    expect(compilePattern(pattern)(event)).toBe(false)
  })
})

describe("a pattern is refused when it is declared", () => {
  const cases: [name: string, pattern: unknown][] = [
    ["wildcard **", { detail: { file: [{ wildcard: "a**" }] } }],
    ["scalar pattern invalid", { source: "crm.deal" }],
    ["unknown op", { source: [{ foo: 1 }] }],
    ["an empty pattern", {}],
    ["an empty list", { source: [] }],
    ["two operators in one matcher", { source: [{ prefix: "a", suffix: "b" }] }],
    ["a numeric bound that is a string", { detail: { n: [{ numeric: [">", "5"] }] } }],
    ["a malformed network", { detail: { ip: [{ cidr: "10.0.0/24" }] } }],
    ["an $or that is no list", { $or: { source: ["x"] } }],
    ["exists with a string", { source: [{ exists: "yes" }] }],
  ]
  test.each(cases)("%s", (_name, pattern) => {
    expect(() => compilePattern(pattern)).toThrow(/Event pattern is not valid/)
  })
})
