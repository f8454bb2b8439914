/** Money is an integer count of the currency's minor units; decimals exist only at the API's edge and on the screen. */
import * as z from "zod"

export const Currency = z.string().regex(/^[A-Z]{3}$/, "must be a three-letter currency code, such as EUR")
export const Money = z.object({ amount: z.int(), currency: Currency })
export type Money = z.infer<typeof Money>

/** A positive decimal in words, so that it stays exact: what a unit of one currency is worth in another. */
export const Rate = z
  .string()
  .regex(/^(0|[1-9]\d{0,12})(\.\d{1,24})?$/, "must be a decimal number above zero, such as 1.08")
  .refine((rate) => /[1-9]/.test(rate), "must be above zero")
