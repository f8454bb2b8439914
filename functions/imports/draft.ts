/** What a row is to become: a deal, the organization and the person it names, notes. Nothing of it is in the workspace yet. */
import type { Json } from "../projector/difference.ts"
import type { RowProblem } from "../../shared/import-check.ts"
import { currencyOf } from "./currency.ts"
