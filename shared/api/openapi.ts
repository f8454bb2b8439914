/** The OpenAPI 3.1 document of a route table. */
import * as z from "zod"
import type { Route } from "./route.ts"

type Json = Record<string, unknown>

const PAGING: Record<string, Json> = {
  page: {
    additional_data: {
      type: "object",
      properties: { next_cursor: { type: ["string", "null"], description: "Give it as `cursor` for the next page" } },
    },
  },
  v1page: {
    additional_data: {
      type: "object",
      properties: {
        pagination: {
          type: "object",
          properties: {
            start: { type: "integer" },
            limit: { type: "integer" },
            more_items_in_collection: { type: "boolean" },
            next_start: { type: "integer" },
          },
        },
      },
    },
  },
}

const ERROR = {
  type: "object",
  required: ["success", "error"],
  properties: {
    success: { const: false },
    error: { type: "string" },
    error_info: { type: "string" },
    code: { type: "string" },
    fields: { type: "object", additionalProperties: { type: "string" }, description: "What is wrong, by field" },
    data: { type: "null" },
    additional_data: { type: ["object", "null"] },
  },
}

/** The document. `server` is the base URL that calls go to. */
export function openapi(routes: readonly { domain: string; name: string; route: Route }[], server: string): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const { domain, name, route } of routes) {
    const { path, method } = route
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(`${domain}.${name}`, domain, route) }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Halyard API",
      version: "2",
      description: "Compatible with Pipedrive's API; not affiliated with Pipedrive.",
    },
    servers: [{ url: server }],
    security: [{ apiToken: [] }, { bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        apiToken: { type: "apiKey", in: "header", name: "x-api-token" },
        bearer: { type: "http", scheme: "bearer" },
      },
      schemas: { Error: ERROR, Json: { description: "Any JSON value" } },
    },
  }
}

function operation(operationId: string, tag: string, route: Route): Json {
  const problem = { content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } } }
  const guarded = route.permission !== "public"
  return {
    operationId,
    tags: [tag],
    summary: route.summary,
    ...(guarded ? {} : { security: [] }),
    "x-token-cost": route.cost,
    parameters: [...parameters(route.params, "path"), ...parameters(route.query, "query")],
    ...(route.body && {
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input") } } },
    }),
    responses: {
      [String(route.status ?? 200)]: {
        description: "Success",
        content: { "application/json": { schema: answerOf(route) } },
      },
      "400": { description: "A parameter or field is invalid; `fields` names it", ...problem },
      ...(guarded && {
        "401": { description: "No valid token", ...problem },
        "403": { description: "Your role does not allow this", ...problem },
        "429": { description: "Too many requests", ...problem },
      }),
      ...(route.params && { "404": { description: "Not found", ...problem } }),
    },
  }
}

function answerOf(route: Route): Json {
  const data = schemaOf(route.answer, "output")
  if (route.envelope === "bare") return data
  const more = PAGING[route.envelope]
  return {
    type: "object",
    required: ["success", "data"],
    properties: { success: { const: true }, data, ...more },
  }
}

function parameters(schema: z.ZodObject | undefined, where: "path" | "query"): Json[] {
  if (schema === undefined) return []
  return Object.entries(schema.shape).map(([name, field]) => {
    const json = schemaOf(field, "output")
    return {
      name,
      in: where,
      required: where === "path" || !field.safeParse(undefined).success,
      ...(json.type === "array" && { style: "form", explode: false }),
      schema: json,
    }
  })
}

/** JSON of any shape is the one schema that refers to itself; in the document it has a name. */
function schemaOf(schema: z.core.$ZodType, io: "input" | "output"): Json {
  const { $schema: _, $defs: _any, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" })
  return JSON.parse(JSON.stringify(json).replaceAll(/"#\/\$defs\/__schema\d+"/g, '"#/components/schemas/Json"'))
}
