import * as z from "zod"

const Texts = z.union([z.string(), z.array(z.string())])
const Scalar = z.union([z.boolean(), z.number()]).transform(String)

const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.union([
    z.literal("*"),
    z.strictObject({
      Service: Texts.exactOptional(),
      AWS: Texts.exactOptional(),
      CanonicalUser: z.string().exactOptional(),
    }),
  ]),
  Action: Texts,
  Resource: Texts,
  Condition: z.record(z.string(), z.record(z.string(), z.union([Texts, Scalar]))).optional(),
})

/** The properties of `AWS::S3::BucketPolicy`. */
export const BucketPolicy = z.strictObject({
  Bucket: z.string(),
  PolicyDocument: z.object({ Statement: z.array(Statement) }),
})
