import { v1Account as api } from "../../shared/api/v1/account.ts"
import { currencies } from "../../shared/currencies.ts"
import { nameKey } from "../../shared/organization.ts"
import { domain } from "../platform/http.ts"

/** What nobody can set yet is as it always is. */
const SETTINGS = {
  list_limit: 100,
  beta_app: false,
  marketplace_team: false,
  file_upload_destination: "s3",
  callto_link_syntax: "tel:[number]",
  prevent_salesphone_callto_override: false,
  autofill_deal_expected_close_date: false,
  person_duplicate_condition: "name && (org_id || email || phone)",
}

export const v1Account = domain(api, {
  settings: async () => SETTINGS,
  connections: async () => ({ google: null }),
  addons: async () => [],
  currencies: async ({ query }) => {
    const term = nameKey(query.term ?? "")
    return currencies().filter(({ code, name }) => nameKey(code).includes(term) || nameKey(name).includes(term))
  },
})
