/** The scalars that AppSync adds to GraphQL: checked on the way in and on the way out. */
import { isIP } from "node:net"
import { type GraphQLSchema, isScalarType, valueFromASTUntyped } from "graphql"

type Scalar = { read(value: unknown): unknown; write(value: unknown): unknown }

const offset = String.raw`(?:Z|[+-]\d\d:\d\d(?::\d\d)?)`
const day = String.raw`-?\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`
const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?`

const scalars: Record<string, Scalar> = {
  AWSDate: pattern(new RegExp(`^${day}${offset}?$`)),
  AWSTime: pattern(new RegExp(`^${clock}${offset}?$`)),
  AWSDateTime: pattern(new RegExp(`^${day}T${clock}${offset}$`)),
  AWSEmail: pattern(/^[^\s@]+@[^\s@]+$/),
  AWSPhone: pattern(/^\+?[\d\s().-]{3,}$/),
  AWSURL: text((value) => /^[a-z][a-z\d+.-]*:/i.test(value) && URL.canParse(value)),
  AWSIPAddress: text((value) => isIP(value.split("/")[0] ?? "") !== 0),
  AWSTimestamp: same((value) => Number.isInteger(value)),
  AWSJSON: { read: (value) => JSON.parse(String(value)), write: toJson },
}

export const scalarDefinitions = Object.keys(scalars)
  .map((name) => `scalar ${name}`)
  .join("\n")

export function giveScalars(schema: GraphQLSchema): void {
  for (const [name, { read, write }] of Object.entries(scalars)) {
    const type = schema.getType(name)
    if (!isScalarType(type)) continue
    type.parseValue = named(name, read)
    type.parseLiteral = (node, variables) => type.parseValue(valueFromASTUntyped(node, variables))
    type.serialize = named(name, write)
  }
}

function named(name: string, convert: (value: unknown) => unknown): (value: unknown) => unknown {
  return (value) => {
    try {
      return convert(value)
    } catch {
      throw new TypeError(`${JSON.stringify(value)} is not a valid ${name}`)
    }
  }
}

function pattern(form: RegExp): Scalar {
  return text((value) => form.test(value))
}

function text(valid: (value: string) => boolean): Scalar {
  return same((value) => typeof value === "string" && valid(value))
}

function same(valid: (value: unknown) => boolean): Scalar {
  const check = (value: unknown): unknown => {
    if (!valid(value)) throw new TypeError()
    return value
  }
  return { read: check, write: check }
}

/** A text that is JSON already goes out as it is. */
function toJson(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value)
  try {
    JSON.parse(value)
    return value
  } catch {
    return JSON.stringify(value)
  }
}
