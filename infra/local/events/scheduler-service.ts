/** The Scheduler's API (REST with JSON bodies) and its types in the template. */
import type { ServerResponse } from "node:http"
import * as z from "zod"
import { AwsError, notBuilt } from "../aws-error.ts"
import { checked } from "../checked.ts"
import type { Call, Context, Principal, Provision, Service } from "../family.ts"
import { ignored, parsed } from "../shapes.ts"
import { valid } from "../valid.ts"
import { Definition, refuseUnbuiltTarget } from "./schedule-definition.ts"
import type { Schedule, Schedules } from "./schedules.ts"

const Body = z.looseObject({ ClientToken: z.string().optional() })

export function schedulerService(context: Context, schedules: Schedules): Service {
  const operations: Record<string, (call: Call, name: string) => unknown> = {
    POST(call, name) {
      const { definition, clientToken } = written(context, schedules, call, name, "scheduler:CreateSchedule")
      schedules.create(definition, clientToken)
      return { ScheduleArn: schedules.arnOf(definition) }
    },
    PUT(call, name) {
      const { definition } = written(context, schedules, call, name, "scheduler:UpdateSchedule")
      schedules.update(definition)
      return { ScheduleArn: schedules.arnOf(definition) }
    },
    DELETE(call, name) {
      const group = allowed(context, call, name, "scheduler:DeleteSchedule")
      schedules.remove(group, name)
      return {}
    },
    GET(call, name) {
      const group = allowed(context, call, name, "scheduler:GetSchedule")
      return describe(schedules, schedules.get(group, name))
    },
  }
  return async (call) => {
    try {
      const [, root, name, ...more] = call.url.pathname.split("/").map(decodeURIComponent)
      const operation = operations[call.request.method ?? ""]
      if (root !== "schedules" || operation === undefined || more.length > 0) {
        throw notBuilt("scheduler", `${call.request.method} ${call.url.pathname}`)
      }
      if (name !== undefined && name !== "") return send(call.response, 200, operation(call, name))
      if (call.request.method !== "GET") throw notBuilt("scheduler", `${call.request.method} ${call.url.pathname}`)
      send(call.response, 200, list(context, schedules, call))
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      call.response.setHeader("x-amzn-errortype", error.code)
      send(call.response, error.status, { Message: error.message })
    }
  }
}

function written(
  context: Context,
  schedules: Schedules,
  call: Call,
  name: string,
  action: string,
): { definition: Definition; clientToken: string | undefined } {
  const { ClientToken: clientToken, ...body } = valid(Body, parsed(call.body.toString()))
  const definition = valid(Definition, { ...body, Name: name })
  context.iam.assert(call.principal, action, schedules.arnOf(definition))
  passRole(context, call.principal, definition.Target.RoleArn)
  refuseUnbuiltTarget(definition)
  return { definition, clientToken }
}

/** Whoever makes a schedule run as a role must be allowed to hand that role on. */
function passRole(context: Context, principal: Principal, roleArn: string): void {
  context.iam.assert(principal, "iam:PassRole", roleArn, { "iam:PassedToService": "scheduler.amazonaws.com" })
}

function allowed(context: Context, call: Call, name: string, action: string): string {
  const group = call.url.searchParams.get("groupName") ?? "default"
  context.iam.assert(call.principal, action, context.arn("scheduler", `schedule/${group}/${name}`))
  return group
}

function describe(schedules: Schedules, { definition, createdAt, modifiedAt }: Schedule): unknown {
  return {
    ...definition,
    Arn: schedules.arnOf(definition),
    CreationDate: createdAt / 1000,
    LastModificationDate: modifiedAt / 1000,
    StartDate: definition.StartDate && definition.StartDate / 1000,
    EndDate: definition.EndDate && definition.EndDate / 1000,
  }
}

const Page = z.object({
  ScheduleGroup: z.string().optional(),
  NamePrefix: z.string().default(""),
  State: z.enum(["ENABLED", "DISABLED"]).optional(),
  MaxResults: z.coerce.number().int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
})

function list(context: Context, schedules: Schedules, call: Call): unknown {
  context.iam.assert(call.principal, "scheduler:ListSchedules", "*")
  const page = valid(Page, Object.fromEntries(call.url.searchParams))
  const after = page.NextToken ?? ""
  const found = [...schedules.list(page.ScheduleGroup)].filter(
    ([key, { definition }]) =>
      key > after &&
      definition.Name.startsWith(page.NamePrefix) &&
      (page.State === undefined || definition.State === page.State),
  )
  const shown = found.slice(0, page.MaxResults)
  return {
    Schedules: shown.map(([, { definition, createdAt, modifiedAt }]) => ({
      Arn: schedules.arnOf(definition),
      Name: definition.Name,
      GroupName: definition.GroupName,
      State: definition.State,
      Target: { Arn: definition.Target.Arn },
      CreationDate: createdAt / 1000,
      LastModificationDate: modifiedAt / 1000,
    })),
    ...(found.length > shown.length && { NextToken: shown.at(-1)?.[0] }),
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
}

const GroupProperties = z.strictObject({ Name: z.string().optional(), Tags: ignored })

export function schedulerTypes(context: Context, schedules: Schedules): Record<string, Provision> {
  return {
    "AWS::Scheduler::ScheduleGroup": (id, properties) => {
      const name = checked(GroupProperties, properties).Name ?? context.name(id)
      schedules.addGroup(name)
      return { ref: name, attributes: { Arn: context.arn("scheduler", `schedule-group/${name}`) } }
    },
    "AWS::Scheduler::Schedule": (id, properties) => {
      const definition = checked(Definition, { ...properties, Name: properties.Name ?? context.name(id) })
      refuseUnbuiltTarget(definition)
      schedules.provision(definition)
      return { ref: definition.Name, attributes: { Arn: schedules.arnOf(definition) } }
    },
  }
}
