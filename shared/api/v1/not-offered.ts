/** Operations of version 1 that are refused: messaging channels, which ended with their app, and video calls of other makers. */
import * as z from "zod"
import { type Method, route } from "../route.ts"

function refused<const M extends Method, const P extends string>(method: M, path: P, summary: string) {
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name)
  return route({
    method,
    path,
    summary: `Not offered: ${summary}`,
    permission: "member",
    cost: 1,
    ...(names.length > 0 && { params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }),
    answer: z.never(),
    envelope: "one",
  })
}

export const v1NotOffered = {
  addChannel: refused("POST", "/v1/channels", "a channel of messages"),
  removeChannel: refused("DELETE", "/v1/channels/{id}", "a channel of messages"),
  receiveMessage: refused("POST", "/v1/channels/messages/receive", "a message of a channel"),
  removeConversation: refused(
    "DELETE",
    "/v1/channels/{channel_id}/conversations/{conversation_id}",
    "a conversation of a channel",
  ),
  linkProvider: refused("POST", "/v1/meetings/userProviderLinks", "a person at a maker of video calls"),
  unlinkProvider: refused("DELETE", "/v1/meetings/userProviderLinks/{id}", "a person at a maker of video calls"),
}
