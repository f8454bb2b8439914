import { v1NotOffered as api } from "../../shared/api/v1/not-offered.ts"
import { Problem } from "../../shared/problem.ts"
import { domain } from "../platform/http.ts"

const refuse = (what: string) => async (): Promise<never> => {
  throw new Problem("not_offered", `${what} are not offered here`)
}
const channels = refuse("Channels of messages")
const meetings = refuse("Links to makers of video calls")

export const v1NotOffered = domain(api, {
  addChannel: channels,
  removeChannel: channels,
  receiveMessage: channels,
  removeConversation: channels,
  linkProvider: meetings,
  unlinkProvider: meetings,
})
