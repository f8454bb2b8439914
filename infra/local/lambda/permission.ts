/** AWS::Lambda::Permission, read as the statement it adds to the function's policy. */
import * as z from "zod"
import { checked } from "../checked.ts"
import type { ResourceStatement } from "../family.ts"

const Properties = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
})

export function readPermission(properties: unknown): { reference: string; statement: ResourceStatement } {
  const { Action, FunctionName, Principal, SourceArn, SourceAccount } = checked(Properties, properties)
  const isService = Principal.endsWith(".amazonaws.com")
  return {
    reference: FunctionName,
    statement: {
      Effect: "Allow",
      Principal: Principal === "*" ? "*" : isService ? { Service: Principal } : { AWS: Principal },
      Action,
      Condition: {
        ...(SourceArn !== undefined && { ArnLike: { "AWS:SourceArn": SourceArn } }),
        ...(SourceAccount !== undefined && { StringEquals: { "AWS:SourceAccount": SourceAccount } }),
      },
    },
  }
}
