import * as z from "zod"

const Days = z.coerce.number().int().positive()

/** A rule of `LifecycleConfiguration`. Transitions to other storage classes mean nothing on one disk. */
export type LifecycleRule = z.infer<typeof LifecycleRule>
const LifecycleRule = z.strictObject({
  Id: z.string().optional(),
  Status: z.enum(["Enabled", "Disabled"]),
  Prefix: z.string().default(""),
  TagFilters: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).default([]),
  ObjectSizeGreaterThan: z.coerce.number().optional(),
  ObjectSizeLessThan: z.coerce.number().optional(),
  ExpirationInDays: Days.optional(),
  ExpiredObjectDeleteMarker: z.literal([true, "true", false, "false"]).optional(),
  NoncurrentVersionExpiration: z
    .strictObject({ NoncurrentDays: Days, NewerNoncurrentVersions: z.coerce.number().int().min(0).default(0) })
    .optional(),
  AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: Days }).optional(),
  Transition: z.unknown().optional(),
  Transitions: z.unknown().optional(),
  NoncurrentVersionTransition: z.unknown().optional(),
  NoncurrentVersionTransitions: z.unknown().optional(),
})
export const LifecycleRules = z.array(LifecycleRule)
