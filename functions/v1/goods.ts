import { serveAll } from "../platform/http.ts"
import { leadsPart } from "./leads.ts"
import { productsPart } from "./products.ts"
import { projectsPart } from "./projects.ts"
import { tasksPart } from "./tasks.ts"

export const handler = serveAll(productsPart, leadsPart, projectsPart, tasksPart)
