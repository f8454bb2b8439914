import { serveAll } from "../platform/http.ts"
import { dealProductsPart } from "./deal-products.ts"
import { leadsPart } from "./leads.ts"
import { productsPart } from "./products.ts"
import { projectsPart } from "./projects.ts"
import { tasksPart } from "./tasks.ts"

export const handler = serveAll(productsPart, dealProductsPart, leadsPart, projectsPart, tasksPart)
