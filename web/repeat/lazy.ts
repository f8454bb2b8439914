import { later } from "../app/later.tsx"

/** Asked for when a form opens that offers it. */
export const Repeat = later(() => import("./repeat.tsx").then((chunk) => chunk.Repeat))
