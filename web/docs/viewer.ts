/**
 * Swagger UI, made once for the page's life and then given another part of the document to show: making it anew for each would leave
 * the old one behind, and what was given to Authorize with it. That stays in its memory and nowhere else.
 */

import styles from "swagger-ui-dist/swagger-ui.css?url"
import type { Options } from "swagger-ui-dist/swagger-ui-es-bundle.js"
import { accessToken } from "../app/session.ts"
import type { Document, Pointed } from "./document.ts"
import { asPart } from "./layout.ts"

export type SwaggerUI = typeof import("swagger-ui-dist/swagger-ui-es-bundle.js").default

const OPTIONS: Omit<Options, "domNode" | "spec"> = {
  layout: "PartLayout",
  plugins: [asPart],
  deepLinking: true,
  docExpansion: "list",
  tryItOutEnabled: true,
  validatorUrl: null,
  requestInterceptor: async (request) => {
    const { authorization, Authorization, "x-api-token": key } = request.headers
    const given = authorization ?? Authorization ?? key
    const token = given === undefined && request.url.startsWith(location.origin) ? await accessToken() : undefined
    return token === undefined
      ? request
      : { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }
  },
}

export type Viewer = { show(part: Document): void; open(pointed: Pointed): void; close(): void }

export function createViewer(make: SwaggerUI, place: HTMLElement, first: Document): Viewer {
  const ui = make({ ...OPTIONS, domNode: place, spec: first })
  let shown = first
  let waiting: MutationObserver | undefined
  return {
    show(part) {
      if (part === shown) return
      shown = part
      ui.specActions.updateSpec(JSON.stringify(part))
    },
    open({ tag, id }) {
      ui.layoutActions.unfold(["operations", tag, id])
      waiting?.disconnect()
      waiting = whenComplete(place, `operations-${tag}-${id}`)
    },
    close() {
      waiting?.disconnect()
      ui.layoutActions.updateLayout("NoLayout")
    },
  }
}

/** Scrolls to an operation as soon as all of it is there. */
function whenComplete(place: HTMLElement, name: string): MutationObserver | undefined {
  const look = () => {
    const operation = document.getElementById(CSS.escape(name))
    if (operation?.querySelector(".responses-wrapper") == null) return false
    operation.scrollIntoView({ block: "start" })
    return true
  }
  if (look()) return
  const observer = new MutationObserver(() => look() && observer.disconnect())
  observer.observe(place, { childList: true, subtree: true })
  return observer
}

/** The viewer's program and its styles, which no other page needs: they go when `leaving` says so. */
export async function loadViewer(leaving: AbortSignal): Promise<SwaggerUI> {
  const [{ default: make }] = await Promise.all([
    import("swagger-ui-dist/swagger-ui-es-bundle.js"),
    loadStyles(leaving),
  ])
  return make
}

function loadStyles(leaving: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: styles })
    leaving.addEventListener("abort", () => link.remove())
    link.onload = () => resolve()
    link.onerror = () => {
      link.remove()
      reject(new Error("The viewer's styles did not come"))
    }
    document.head.append(link)
  })
}
