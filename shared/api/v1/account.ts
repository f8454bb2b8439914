/** Settings of the one who asks, and what the account has, under v1. */
import * as z from "zod"
import { route } from "../route.ts"

const V1Currency = z.object({
  id: z.int(),
  code: z.string(),
  name: z.string(),
  decimal_points: z.int(),
  symbol: z.string(),
  active_flag: z.boolean(),
  is_custom_flag: z.boolean(),
})

export const v1Account = {
  settings: route({
    method: "GET",
    path: "/v1/userSettings",
    summary: "Your settings",
    permission: "member",
    cost: 2,
    answer: z.looseObject({ list_limit: z.int(), person_duplicate_condition: z.string() }),
    envelope: "one",
  }),
  connections: route({
    method: "GET",
    path: "/v1/userConnections",
    summary: "Your accounts elsewhere that are connected",
    permission: "member",
    cost: 20,
    answer: z.object({ google: z.string().nullable() }),
    envelope: "one",
  }),
  addons: route({
    method: "GET",
    path: "/v1/billing/subscriptions/addons",
    summary: "What the account has beside its plan: nothing, as all is part of it",
    permission: "member",
    cost: 20,
    answer: z.array(z.object({ code: z.string() })),
    envelope: "one",
  }),
  currencies: route({
    method: "GET",
    path: "/v1/currencies",
    summary: "List the currencies that amounts may be in",
    permission: "member",
    cost: 20,
    query: z.object({ term: z.string().trim().max(100).optional() }),
    answer: z.array(V1Currency),
    envelope: "one",
  }),
}
