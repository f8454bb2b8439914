import { followers as api } from "../../shared/api/followers.ts"
import { domain } from "../platform/http.ts"
import * as followers from "./followers.ts"

export const own = domain(api, {
  listOfDeal: ({ actor, params, query }) => followers.list(actor, "deal", params.id, query),
  addToDeal: ({ actor, params, body }) => followers.add(actor, "deal", params.id, body.user_id),
  removeFromDeal: ({ actor, params }) => followers.remove(actor, "deal", params.id, params.follower_id),
  listOfPerson: ({ actor, params, query }) => followers.list(actor, "person", params.id, query),
  addToPerson: ({ actor, params, body }) => followers.add(actor, "person", params.id, body.user_id),
  removeFromPerson: ({ actor, params }) => followers.remove(actor, "person", params.id, params.follower_id),
  listOfOrganization: ({ actor, params, query }) => followers.list(actor, "organization", params.id, query),
  addToOrganization: ({ actor, params, body }) => followers.add(actor, "organization", params.id, body.user_id),
  removeFromOrganization: ({ actor, params }) => followers.remove(actor, "organization", params.id, params.follower_id),
  changelogOfDeal: ({ actor, params, query }) => followers.changelog(actor, "deal", params.id, query),
  changelogOfPerson: ({ actor, params, query }) => followers.changelog(actor, "person", params.id, query),
  changelogOfOrganization: ({ actor, params, query }) => followers.changelog(actor, "organization", params.id, query),
  listOfProduct: ({ actor, params, query }) => followers.list(actor, "product", params.id, query),
  addToProduct: ({ actor, params, body }) => followers.add(actor, "product", params.id, body.user_id),
  removeFromProduct: ({ actor, params }) => followers.remove(actor, "product", params.id, params.follower_id),
  changelogOfProduct: ({ actor, params, query }) => followers.changelog(actor, "product", params.id, query),
})
