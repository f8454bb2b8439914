/** GetRecords without the SDK: it is asked dozens of times a second, and what the SDK does around it costs more than the answer. */
import { type Agent, request } from "node:http"
import { text } from "node:stream/consumers"
import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams"
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import { localAuthorization } from "../dynamodb/client.ts"
import type { Page } from "./stream-client.ts"

type Way = { url: string; agent: Agent; signal: AbortSignal }

const Seconds = z.number().transform((seconds) => new Date(seconds * 1000))
/** Records are handed on as they came but for their time. */
const Answer = z.object({
  Records: z
    .array(z.looseObject({ dynamodb: z.looseObject({ ApproximateCreationDateTime: Seconds.optional() }).optional() }))
    .default([]),
  NextShardIterator: z.string().optional(),
})
const Refusal = z.looseObject({ __type: z.string().default("InternalFailure"), message: z.string().default("") })

/** Throws an `AwsError` by the service's name, as ExpiredIteratorException. */
export async function getRecords(way: Way, ShardIterator: string, Limit: number): Promise<Page> {
  const { status, body } = await post(way, JSON.stringify({ ShardIterator, Limit }))
  if (status !== 200) {
    const { __type, message } = Refusal.parse(JSON.parse(body))
    throw new AwsError(__type.split("#").pop() ?? __type, message, status)
  }
  const { Records, NextShardIterator } = Answer.parse(JSON.parse(body))
  // the wire's shape is the SDK's, but for bytes: base64 here, as Lambda hands them on
  return { records: Records as StreamRecord[], next: NextShardIterator }
}

function post({ url, agent, signal }: Way, body: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "content-length": Buffer.byteLength(body),
      "x-amz-target": "DynamoDBStreams_20120810.GetRecords",
      authorization: localAuthorization,
    }
    const asked = request(url, { agent, signal, method: "POST", headers }, (answer) => {
      text(answer).then((told) => resolve({ status: answer.statusCode ?? 500, body: told }), reject)
    })
    asked.once("error", reject)
    asked.end(body)
  })
}
