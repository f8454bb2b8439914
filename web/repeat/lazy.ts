import { lazy } from "solid-js"

/** Asked for when a form opens that offers it. */
export const Repeat = lazy(() => import("./repeat.tsx").then((chunk) => ({ default: chunk.Repeat })))
