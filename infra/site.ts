import { Aws, Duration, Fn } from "aws-cdk-lib"
import * as cloudfront from "aws-cdk-lib/aws-cloudfront"
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins"
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3"
import { Construct } from "constructs"
import { deployApp } from "./deployment.ts"
import type { Files } from "./files.ts"
import type { HttpApi } from "./http-api.ts"
import type { Identity } from "./identity.ts"
import type { Live } from "./live.ts"
import { suppress } from "./nag.ts"
import type { Stage } from "./stage.ts"

/** A path without a file's ending is a page of the app: its one HTML file answers, and its router goes on from there. */
const PAGES = `function handler(event) {
  var request = event.request
  if (!/\\.[a-z0-9]+$/i.test(request.uri)) request.uri = "/index.html"
  return request
}`

type Props = { stage: Stage; api: HttpApi; identity: Identity; live: Live; files: Files }

/** The app and the API under one name: CloudFront serves the built files from S3 and forwards the API's paths to the gateway. */
export class Site extends Construct {
  readonly bucket: Bucket
  readonly distribution: cloudfront.Distribution

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id)
    this.bucket = new Bucket(this, "Bucket", {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: props.stage.removal,
    })
    suppress(this.bucket, { S1: "It holds the public app, and CloudFront alone reads it" })
    const headers = this.headers(props)
    const api = this.forwards(props.api, headers)
    this.distribution = new cloudfront.Distribution(this, "Distribution", {
      defaultRootObject: "index.html",
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      priceClass: cloudfront.PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        compress: true,
        responseHeadersPolicy: headers,
        functionAssociations: [
          {
            eventType: cloudfront.FunctionEventType.VIEWER_REQUEST,
            function: new cloudfront.Function(this, "Pages", {
              code: cloudfront.FunctionCode.fromInline(PAGES),
              runtime: cloudfront.FunctionRuntime.JS_2_0,
            }),
          },
        ],
      },
      // people are asked whether they allow an app by a page of the app itself: /oauth/authorize
      additionalBehaviors: { "/api/*": api, "/v1/*": api, "/oauth/token*": api, "/oauth/revoke*": api },
    })
    suppress(this.distribution, {
      CFR1: "Workspaces are for people anywhere",
      CFR2: "A firewall is priced per rule and request; an operator may put one in front",
      CFR3: "What is asked of the API is in the gateway's log; the rest is files that everyone may read",
      CFR4: "CloudFront's own name allows no choice of TLS; a domain of the operator's own does",
    })
    deployApp(this, props)
  }

  private headers({ live, files, stage }: Props): cloudfront.ResponseHeadersPolicy {
    const host = Fn.select(2, Fn.split("/", live.api.graphqlUrl))
    const bucket = `https://${files.bucket.bucketRegionalDomainName}`
    const connect = [
      "'self'",
      `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}`,
      live.api.graphqlUrl,
      `wss://${Fn.join(".appsync-realtime-api.", Fn.split(".appsync-api.", host))}`,
      bucket,
      ...(stage.endpoint === undefined ? [] : [stage.endpoint, stage.endpoint.replace(/^http/, "ws")]),
    ]
    const policy = [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      `img-src 'self' data: blob: ${bucket}`,
      // PDFs that people look at in place
      `frame-src 'self' ${bucket}`,
      "font-src 'self'",
      "manifest-src 'self'",
      "worker-src 'self'",
      `connect-src ${connect.join(" ")}`,
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]
    return new cloudfront.ResponseHeadersPolicy(this, "Headers", {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: policy.join("; "), override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
        referrerPolicy: {
          referrerPolicy: cloudfront.HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
          override: true,
        },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: "permissions-policy", value: "camera=(), geolocation=(), payment=()", override: true },
          { header: "cross-origin-opener-policy", value: "same-origin", override: true },
        ],
      },
    })
  }

  private forwards(api: HttpApi, headers: cloudfront.ResponseHeadersPolicy): cloudfront.BehaviorOptions {
    return {
      origin: new HttpOrigin(api.host),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: headers,
    }
  }
}
