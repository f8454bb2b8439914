/** What client and server say to each other over the `graphql-ws` subprotocol, as AppSync speaks it. */
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import { InvalidDocument } from "./operation.ts"
import { json } from "./request.ts"
import { ResolverError } from "./resolver-error.ts"

const ClientMessage = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("connection_init") }),
  z.looseObject({
    type: z.literal("start"),
    id: z.string().min(1),
    payload: z.looseObject({
      data: z.string(),
      extensions: z.looseObject({ authorization: z.record(z.string(), z.string()).optional() }).optional(),
    }),
  }),
  z.looseObject({ type: z.literal("stop"), id: z.string() }),
])
type ClientMessage = z.infer<typeof ClientMessage>
export type StartMessage = Extract<ClientMessage, { type: "start" }>

type Refusal = { errorType: string; message: string; errorCode: number }

export function readMessage(text: string): ClientMessage | undefined {
  return ClientMessage.safeParse(json(text)).data
}

/** What a client is told of an error; undefined for one that is not the client's doing. */
export function refusal(error: unknown): Refusal | undefined {
  if (error instanceof AwsError) return { errorType: error.code, message: error.message, errorCode: error.status }
  if (error instanceof InvalidDocument) {
    return { errorType: "BadRequestException", message: error.message, errorCode: 400 }
  }
  if (!(error instanceof ResolverError)) return undefined
  const errorCode = error.errorType === "Unauthorized" ? 401 : 400
  return { errorType: error.errorType, message: error.message, errorCode }
}

export function tokenExpired(): AwsError {
  return new AwsError("UnauthorizedException", "Token expired", 401)
}
