import * as z from "zod"
import { route } from "./route.ts"

export const docs = {
  openapi: route({
    method: "GET",
    path: "/api/v2/openapi.json",
    summary: "This document: OpenAPI 3.1, made from the route table",
    permission: "public",
    cost: 0,
    answer: z.record(z.string(), z.json()),
    envelope: "bare",
  }),
  events: route({
    method: "GET",
    path: "/api/v2/events/schema.json",
    summary: "JSON Schema of every event on the bus, by its name",
    permission: "public",
    cost: 0,
    answer: z.record(z.string(), z.json()),
    envelope: "bare",
  }),
}
