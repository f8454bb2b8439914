/** Money is an integer count of the currency's minor units; decimals exist only at the API's edge and on the screen. */
import * as z from "zod"

export const Currency = z.string().regex(/^[A-Z]{3}$/, "must be a three-letter currency code, such as EUR")
export const Money = z.object({ amount: z.int(), currency: Currency })
export type Money = z.infer<typeof Money>
