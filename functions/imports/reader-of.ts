import type { Import } from "../../shared/import.ts"
import { Mapping } from "../../shared/mapping.ts"
import { offsetIn } from "../../shared/time.ts"
import type { Setup } from "../data/setup.ts"
import type { Wanted } from "./additions.ts"
import { type Reader, reader } from "./draft.ts"
import { FILES, type Folder } from "./files.ts"
import { lookup } from "./lookup.ts"

export async function headersOf(files: Folder): Promise<string[]> {
  return (await files.columns()).map((column) => column.header)
}

/** How the rows of an import are read under its mapping in a workspace as `setup` has it. */
export async function readerOf(
  files: Folder,
  job: Import,
  setup: Setup,
  userId: number,
  wants: Wanted,
): Promise<Reader> {
  const [headers, mapping] = await Promise.all([headersOf(files), files.read(FILES.mapping(job.mapping ?? 1), Mapping)])
  return reader(headers, mapping, lookup(mapping, setup, userId, wants), offsetIn(setup.workspace.zone))
}
