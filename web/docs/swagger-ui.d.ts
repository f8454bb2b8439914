declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  type Request = { url: string; headers: Record<string, string> }
  type Options = {
    domNode: HTMLElement
    url: string
    deepLinking?: boolean
    docExpansion?: "list" | "full" | "none"
    filter?: boolean
    tryItOutEnabled?: boolean
    persistAuthorization?: boolean
    validatorUrl?: string | null
    defaultModelsExpandDepth?: number
    requestInterceptor?: (request: Request) => Promise<Request> | Request
  }
  export default function SwaggerUI(options: Options): unknown
}
