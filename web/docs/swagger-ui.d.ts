declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  type Request = { url: string; headers: Record<string, string> }
  type Shown = { type: "layout_show"; payload: { thing: readonly string[]; shown: boolean } }
  /** What React makes of a component. */
  type Made = { readonly made: unique symbol }
  type React = { createElement(type: unknown, props: object | null, ...children: Made[]): Made }
  export type Plugin = (system: { React: React }) => {
    components: Record<string, (props: { getComponent(name: string, isConnected: boolean): unknown }) => Made | null>
    statePlugins: {
      layout: {
        actions: { unfold: (thing: readonly string[]) => Shown }
        wrapActions: { parseDeepLinkHash: () => () => void }
      }
    }
  }
  export type Options = {
    domNode: HTMLElement
    spec: object
    layout?: string
    plugins?: readonly Plugin[]
    deepLinking?: boolean
    docExpansion?: "list" | "full" | "none"
    tryItOutEnabled?: boolean
    persistAuthorization?: boolean
    validatorUrl?: string | null
    requestInterceptor?: (request: Request) => Promise<Request> | Request
  }
  type System = {
    specActions: { updateSpec(text: string): void }
    layoutActions: { unfold(thing: readonly string[]): void; updateLayout(name: string): void }
  }
  export default function SwaggerUI(options: Options): System
}
