/** What the families share: names, the state, the endpoint, and the roads between services. */
import { AwsError } from "./aws-error.ts"
import type { Context, Receiver } from "./family.ts"
import { physicalName } from "./template.ts"

type Given = Pick<
  Context,
  "stack" | "region" | "account" | "dataDir" | "memory" | "state" | "endpoint" | "iam" | "asset" | "log" | "now"
>

export function createContext(given: Given): Context {
  const { stack, region, account } = given
  const receivers = new Map<string, Receiver>()
  return {
    ...given,
    name: (logicalId, max) => physicalName(stack, logicalId, max),
    arn: (service, resource) => `arn:aws:${service}:${region}:${account}:${resource}`,
    async deliver(arn, input, delivery) {
      const receiver = receivers.get(arn.split(":")[2] ?? "")
      if (receiver === undefined) {
        throw new AwsError("NotImplemented", `nothing in the local stack takes what is sent to ${arn}`, 501)
      }
      return receiver(arn, input, delivery)
    },
    receive: (service, receiver) => void receivers.set(service, receiver),
  }
}
