import type { IncomingMessage, ServerResponse } from "node:http"
import { AwsError } from "../aws-error.ts"
import { allowOrigins, answerPreflight } from "../endpoint/answers.ts"
import { readBody } from "../endpoint/body.ts"
import type { Context } from "../family.ts"
import { identify, type VerifyUser } from "./caller.ts"
import { answerOperation } from "./operation.ts"
import { readRequest } from "./request.ts"
import { newRun } from "./run.ts"
import { addressed, type Served } from "./served.ts"

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const malformed = "MalformedHttpRequestException"
const longestBody = 1024 * 1024

/** Queries and mutations: `POST /_aws/appsync/<apiId>/graphql`, open to pages of every origin. */
export function graphqlOverHttp(context: Context, verifyUser: VerifyUser, apis: ReadonlyMap<string, Served>): Handler {
  async function answered(request: IncomingMessage): Promise<object> {
    const { served, rest } = addressed(apis, request.url ?? "/") ?? {}
    if (served === undefined || rest !== "") throw new AwsError("NotFoundException", "There is no such API.", 404)
    if (request.method !== "POST") throw new AwsError(malformed, "A GraphQL request is a POST.")
    const body = await readBody(request, longestBody)
    if (body === undefined) throw new AwsError("RequestEntityTooLargeException", "The body is longer than 1 MB", 413)
    const presented = {
      method: "POST",
      url: request.url ?? "/",
      headers: request.headers,
      body,
      sourceIp: request.socket.remoteAddress ?? "",
    }
    const caller = await identify(served.api, presented, context, verifyUser)
    return answerOperation(served, readRequest(body.toString(), malformed), newRun(caller, request.headers))
  }

  return async (request, response) => {
    if (request.method === "OPTIONS") return answerPreflight(request, response)
    allowOrigins(response)
    try {
      send(response, 200, await answered(request))
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      response.setHeader("x-amzn-errortype", error.code)
      send(response, error.status, { errors: [{ errorType: error.code, message: error.message }] })
    }
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json;charset=UTF-8" }).end(JSON.stringify(body))
}
