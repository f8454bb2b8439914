/** AWS::Lambda::EventInvokeConfig: how invocations nobody waits for are tried again, and where they end. */
import * as z from "zod"
import { checked } from "../checked.ts"

export type InvokeConfig = {
  retries: number
  mostAgeMs: number
  onSuccess: string | undefined
  onFailure: string | undefined
}

const Destination = z.strictObject({ Destination: z.string() }).optional()

const Properties = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.string().optional(),
  MaximumRetryAttempts: z.number().default(2),
  MaximumEventAgeInSeconds: z.number().default(21_600),
  DestinationConfig: z.strictObject({ OnSuccess: Destination, OnFailure: Destination }).default({}),
})

export const defaultInvokeConfig: InvokeConfig = {
  retries: 2,
  mostAgeMs: 21_600_000,
  onSuccess: undefined,
  onFailure: undefined,
}

export function readInvokeConfig(properties: unknown): { functionName: string; config: InvokeConfig } {
  const given = checked(Properties, properties)
  return {
    functionName: given.FunctionName,
    config: {
      retries: given.MaximumRetryAttempts,
      mostAgeMs: given.MaximumEventAgeInSeconds * 1000,
      onSuccess: given.DestinationConfig.OnSuccess?.Destination,
      onFailure: given.DestinationConfig.OnFailure?.Destination,
    },
  }
}
