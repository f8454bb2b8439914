import { Duration } from "aws-cdk-lib"
import { PolicyStatement } from "aws-cdk-lib/aws-iam"
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda"
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from "aws-cdk-lib/aws-s3"
import { Construct } from "constructs"
import { suppress, wildcardUnder } from "./nag.ts"
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
    suppress(this.bucket, { S1: "Only URLs that a function signed lead here, and it logs who asked for them" })
  }

  /** Lets a function read and write the files of one folder, and tells it the bucket's name. */
  serves(fn: Lambda, folder: string): void {
    fn.addEnvironment("FILES_BUCKET", this.bucket.bucketName)
    const resources = [this.bucket.arnForObjects(`${folder}/*`)]
    suppress(fn, { [wildcardUnder(this.bucket, `/${folder}/*`)]: "Files are named when they come" })
    fn.addToRolePolicy(new PolicyStatement({ actions: ["s3:GetObject", "s3:PutObject"], resources }))
  }

  /** Lets a function take away files of some folders. */
  clears(fn: Lambda, ...folders: string[]): void {
    fn.addEnvironment("FILES_BUCKET", this.bucket.bucketName)
    const resources = folders.map((folder) => this.bucket.arnForObjects(`${folder}/*`))
    for (const folder of folders) {
      suppress(fn, { [wildcardUnder(this.bucket, `/${folder}/*`)]: "Files are named when they come" })
    }
    fn.addToRolePolicy(new PolicyStatement({ actions: ["s3:DeleteObject"], resources }))
  }
}
