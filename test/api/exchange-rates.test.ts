import { expect, test } from "vitest"
import { eventually } from "../support/stack.ts"
import { newWorkspace } from "../support/workspace.ts"

test("exchange rates are an admin's to set, everyone's to see, and turn with the workspace's currency", async () => {
  const own = await newWorkspace()
  const rates = () => own.get<{ currency: string; rate: string; base_currency: string }[]>("/api/v2/exchangeRates")
  const set = (currency: string, rate: unknown) => own.call("PUT", `/api/v2/exchangeRates/${currency}`, { rate })
  expect(await rates()).toEqual([])
  expect((await set("EUR", "1.25")).body.data).toEqual({ currency: "EUR", rate: "1.25", base_currency: "USD" })
  await set("JPY", "0.01")
  await set("JPY", "0.005")
  expect((await own.get<{ workspace: object }>("/api/v2/setup")).workspace).toMatchObject({
    exchange_rates: { EUR: "1.25", JPY: "0.005" },
  })
  const wrong = async (currency: string, rate: unknown) => {
    const { status, body } = await set(currency, rate)
    return [status, ...Object.keys(body.fields ?? {})]
  }
  for (const rate of ["0", "-1", "1e3", 1.1, "much"]) expect(await wrong("GBP", rate)).toEqual([400, "rate"])
  expect(await wrong("USD", "1")).toEqual([400, "currency"])
  expect(await wrong("euro", "1")).toEqual([404])
  const regular = await own.colleague("Reet Regular")
  expect((await regular.call("PUT", "/api/v2/exchangeRates/GBP", { rate: "1.3" })).status).toBe(403)
  expect((await regular.call("GET", "/api/v2/exchangeRates")).status).toBe(200)

  const refused = await own.call("PATCH", "/api/v2/workspace", { default_currency: "GBP" })
  expect([refused.status, Object.keys(refused.body.fields ?? {})]).toEqual([400, ["default_currency"]])
  await own.patch("/api/v2/workspace", { default_currency: "EUR" })
  expect(await rates()).toEqual([
    { currency: "JPY", rate: "0.004", base_currency: "EUR" },
    { currency: "USD", rate: "0.8", base_currency: "EUR" },
  ])
  expect((await own.call("DELETE", "/api/v2/exchangeRates/USD")).status).toBe(200)
  expect((await own.call("DELETE", "/api/v2/exchangeRates/USD")).status).toBe(404)
  expect(await rates()).toHaveLength(1)
})

test("v1 converts totals into one's own currency, or the one that is asked for, and leaves out what has no rate", async () => {
  const own = await newWorkspace()
  const day = "2030-05-05"
  for (const [value, currency] of [
    [1000, "USD"],
    [100, "EUR"],
    [5000, "JPY"],
    [7, "GBP"],
  ])
    await own.post("/api/v2/deals", {
      title: `In ${currency}`,
      value,
      currency,
      expected_close_date: day,
      probability: 50,
    })
  await own.call("PUT", "/api/v2/exchangeRates/EUR", { rate: "1.25" })
  await own.call("PUT", "/api/v2/exchangeRates/JPY", { rate: "0.005" })
  const period = `start_date=${day}&interval=day&amount=1&field_key=expected_close_date&exclude_deals=1`
  await eventually(async () => {
    expect(await own.get("/v1/deals/summary")).toMatchObject({
      total_count: 4,
      total_currency_converted_value: 1150,
      total_weighted_currency_converted_value: 575,
      total_currency_converted_value_formatted: "$1,150",
      values_total: {
        EUR: { value: 100, value_converted: 125, value_converted_formatted: "$125" },
        JPY: { value: 5000, value_converted: 25 },
        GBP: { value: 7, value_converted: null, value_converted_formatted: null },
      },
    })
    const [plain] = await own.get<object[]>(`/v1/deals/timeline?${period}`)
    expect(plain).not.toHaveProperty("totals_converted")
    expect(await own.get(`/v1/deals/timeline?${period}&totals_convert_currency=EUR`)).toMatchObject([
      {
        totals: { count: 4, values: { GBP: 7 } },
        totals_converted: { count: 4, value: 920, weighted_value: 460, open_count: 4, open_value: 920, won_value: 0 },
      },
    ])
    const { body } = await own.call(
      "GET",
      "/v1/pipelines/1/deals?get_summary=1&totals_convert_currency=default_currency",
    )
    expect(body).toMatchObject({
      additional_data: {
        deals_summary: { per_stages_converted: { 1: { USD: { count: 4, value: 1150, value_formatted: "$1,150" } } } },
      },
    })
  })
  const wrong = await own.call("GET", `/v1/deals/timeline?${period}&totals_convert_currency=euros`)
  expect(wrong.status).toBe(400)
})
