import { Duration } from "aws-cdk-lib"
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from "aws-cdk-lib/aws-s3"
import { Construct } from "constructs"
import type { Stage } from "./stage.ts"

/** Files of workspaces. Browsers put and get them by presigned URLs; nothing here is public. */
export class Files extends Construct {
  readonly bucket: Bucket

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id)
    this.bucket = new Bucket(this, "Bucket", {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      cors: [
        {
          // a presigned URL is the permission, wherever the page came from
          allowedOrigins: ["*"],
          allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
          allowedHeaders: ["content-type", "content-length"],
          exposedHeaders: ["etag"],
          maxAge: 3600,
        },
      ],
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(2) },
        { prefix: "imports/", expiration: Duration.days(60) },
      ],
      removalPolicy: stage.removal,
    })
  }
}
