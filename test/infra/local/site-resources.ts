/** A site's template: a bucket with the web app, an HTTP API, and the distribution before them. */
import type { StoredObject } from "../../../infra/local/site/bucket-origin.ts"
import { lambdaFunction, permission, type Resources, role } from "../../support/assembly.ts"

export const html = `<!doctype html><title>Halyard</title>${"<p>board</p>".repeat(200)}`
export const objects: Record<string, StoredObject> = {
  "index.html": { body: Buffer.from(html), etag: "e1", contentType: "text/html", cacheControl: "no-cache" },
  "assets/app.js": {
    body: Buffer.from("let a = 1\n".repeat(500)),
    etag: "e2",
    contentType: "text/javascript",
    cacheControl: "max-age=31536000, immutable",
  },
  "logo.png": { body: Buffer.alloc(5000, 7), etag: "e3", contentType: "image/png" },
  "small.txt": { body: Buffer.from("small"), etag: "e4", contentType: "text/plain" },
  "a b.txt": { body: Buffer.from("spaced"), etag: "e5", contentType: "text/plain" },
}

const ref = (Ref: string) => ({ Ref })
const spa = `
  function handler(event) {
    const request = event.request
    if (request.uri === "/old") {
      return { statusCode: 301, statusDescription: "Moved", headers: { location: { value: "/new" } } }
    }
    if (request.uri.startsWith("/api/")) {
      request.headers["x-viewer-host"] = request.headers.host
      delete request.headers["x-secret"]
      return request
    }
    if (!request.uri.includes(".")) request.uri = "/index.html"
    return request
  }
`
const stamp = `
  async function handler(event) {
    event.response.headers["x-stamp"] = { value: event.request.method + " " + event.response.statusCode }
    return event.response
  }
`
export const edge = (Name: string, FunctionCode: string) => ({
  Type: "AWS::CloudFront::Function",
  Properties: { Name, FunctionCode, AutoPublish: true, FunctionConfig: { Comment: "", Runtime: "cloudfront-js-2.0" } },
})
const associate = (EventType: string, id: string) => ({
  EventType,
  FunctionARN: { "Fn::GetAtt": [id, "FunctionARN"] },
})

/** `bucketGrant`: what the bucket lets the distribution do. */
export function siteResources(config: object = {}, bucketGrant: object[] = [{ kind: "object" }]): Resources {
  return {
    Role: role(),
    Fn: lambdaFunction("Fn", "Role"),
    Allowed: permission("Fn", "apigateway.amazonaws.com"),
    Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "crm", ProtocolType: "HTTP" } },
    Stage: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: ref("Api"), StageName: "$default" } },
    ToFn: {
      Type: "AWS::ApiGatewayV2::Integration",
      Properties: {
        ApiId: ref("Api"),
        IntegrationType: "AWS_PROXY",
        IntegrationUri: { "Fn::GetAtt": ["Fn", "Arn"] },
        PayloadFormatVersion: "2.0",
      },
    },
    Route: {
      Type: "AWS::ApiGatewayV2::Route",
      Properties: {
        ApiId: ref("Api"),
        RouteKey: "ANY /api/{proxy+}",
        Target: { "Fn::Join": ["", ["integrations/", ref("ToFn")]] },
      },
    },
    Bucket: { Type: "Test::Bucket", Properties: { grants: bucketGrant } },
    Spa: edge("spa", spa),
    Stamp: edge("stamp", stamp),
    Access: { Type: "AWS::CloudFront::OriginAccessControl", Properties: {} },
    Headers: {
      Type: "AWS::CloudFront::ResponseHeadersPolicy",
      Properties: {
        ResponseHeadersPolicyConfig: {
          Name: "headers",
          SecurityHeadersConfig: {
            ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
            ContentTypeOptions: { Override: true },
            FrameOptions: { FrameOption: "DENY", Override: true },
            ReferrerPolicy: { ReferrerPolicy: "same-origin", Override: false },
            StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: true },
          },
          CustomHeadersConfig: { Items: [{ Header: "Permissions-Policy", Value: "camera=()", Override: true }] },
          RemoveHeadersConfig: { Items: [{ Header: "X-Powered-By" }] },
        },
      },
    },
    Distribution: {
      Type: "AWS::CloudFront::Distribution",
      Properties: {
        DistributionConfig: {
          Enabled: true,
          DefaultRootObject: "index.html",
          Origins: [
            {
              Id: "bucket",
              DomainName: "site.s3.eu-central-1.amazonaws.com",
              OriginAccessControlId: { "Fn::GetAtt": ["Access", "Id"] },
              S3OriginConfig: { OriginAccessIdentity: "" },
            },
            {
              Id: "api",
              DomainName: { "Fn::Join": ["", [ref("Api"), ".execute-api.", ref("AWS::Region"), ".amazonaws.com"]] },
              OriginCustomHeaders: [{ HeaderName: "X-From", HeaderValue: "cloudfront" }],
              CustomOriginConfig: { OriginProtocolPolicy: "https-only" },
            },
          ],
          DefaultCacheBehavior: {
            TargetOriginId: "bucket",
            Compress: true,
            ResponseHeadersPolicyId: ref("Headers"),
            FunctionAssociations: [associate("viewer-request", "Spa"), associate("viewer-response", "Stamp")],
            ViewerProtocolPolicy: "redirect-to-https",
          },
          CacheBehaviors: [
            {
              PathPattern: "/api/*",
              TargetOriginId: "api",
              AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
              ResponseHeadersPolicyId: ref("Headers"),
              FunctionAssociations: [associate("viewer-request", "Spa"), associate("viewer-response", "Stamp")],
            },
            { PathPattern: "raw/*.txt", TargetOriginId: "bucket" },
          ],
          ...config,
        },
      },
    },
  }
}

export const code = `
  export const handler = async (event) => ({
    statusCode: 200,
    headers: {
      "content-type": "application/json",
      "x-powered-by": "us",
      "referrer-policy": "origin",
      "x-frame-options": "SAMEORIGIN",
    },
    cookies: ["a=1"],
    body: JSON.stringify(event),
  })
`
