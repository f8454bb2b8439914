import { leadDomain } from "../leads/api.ts"
import { serveAll } from "../platform/http.ts"
import { productDomains } from "../products/api.ts"
import { projectDomains } from "../projects/api.ts"

export const handler = serveAll(...productDomains, leadDomain, ...projectDomains)
