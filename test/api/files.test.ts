import { beforeAll, expect, test } from "vitest"
import type { FileAnswer } from "../../shared/api/files.ts"
import { addFile, BYTES, beginFile, upload } from "../support/files.ts"
import { everyPage, idsOf } from "../support/pages.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Person, type Workspace } from "../support/workspace.ts"

let workspace: Workspace
let reet: Person & { id: number }
let deal: number
beforeAll(async () => {
  workspace = await newWorkspace()
  reet = await workspace.colleague("Reet Regular")
  deal = (await workspace.post("/api/v2/deals", { title: "Pumps" })).id
})

const refusal = async (body: object) => {
  const file = { file_name: "a.pdf", size: 9, type: "application/pdf", deal_id: deal, ...body }
  const answer = await workspace.call("POST", "/api/v2/files", file)
  return [answer.status, Object.keys(answer.body.fields ?? {})]
}

test("a file is begun, uploaded and there: what comes back is what went up, as something to keep", async () => {
  const { file, upload: to } = await beginFile(workspace, { deal_id: deal, file_name: "Õunad & 'pirnid'.pdf" })
  expect(file).toMatchObject({ file_name: "Õunad & 'pirnid'.pdf", size: BYTES.length, is_uploaded: false })
  expect(await idsOf(workspace, `/api/v2/files?deal_id=${deal}`)).not.toContain(file.id)
  expect((await workspace.call("POST", `/api/v2/files/${file.id}/done`, {})).status).toBe(409)
  expect(await upload(to)).toBe(200)
  const done = await workspace.post<FileAnswer>(`/api/v2/files/${file.id}/done`, {})
  expect(done).toMatchObject({ is_uploaded: true, is_previewable: true, deal_id: deal })
  expect(await workspace.post(`/api/v2/files/${file.id}/done`, {})).toEqual(done)
  expect(await idsOf(reet, `/api/v2/files?deal_id=${deal}`)).toContain(file.id)
  const { url } = await reet.get<{ url: string }>(`/api/v2/files/${file.id}/download`)
  const answer = await fetch(url)
  expect(await answer.text()).toBe(BYTES)
  const name = "%C3%95unad%20%26%20%27pirnid%27.pdf"
  expect(answer.headers.get("content-disposition")).toBe(`attachment; filename*=UTF-8''${name}`)
})

test("only as many bytes as were said, of the type that was said, are taken", async () => {
  const { upload: to } = await beginFile(workspace, { deal_id: deal })
  expect(await upload(to, `${BYTES}more`)).toBe(403)
  expect(await upload({ ...to, headers: { "content-type": "text/html" } })).toBe(403)
  expect(await upload(to)).toBe(200)
})

test("what cannot run anything is shown in place; anything else only comes as something to keep", async () => {
  const pdf = await addFile(workspace, { deal_id: deal })
  const shown = await workspace.get<{ url: string }>(`/api/v2/files/${pdf.id}/download?inline=true`)
  const answer = await fetch(shown.url)
  expect(answer.headers.get("content-disposition")).toMatch(/^inline;/)
  expect(answer.headers.get("content-type")).toBe("application/pdf")
  const page = await addFile(workspace, { deal_id: deal, file_name: "page.html", type: "text/html" })
  expect(page.is_previewable).toBe(false)
  const refused = await workspace.call("GET", `/api/v2/files/${page.id}/download?inline=true`)
  expect([refused.status, Object.keys(refused.body.fields ?? {})]).toEqual([400, ["inline"]])
  const kept = await workspace.get<{ url: string }>(`/api/v2/files/${page.id}/download`)
  expect((await fetch(kept.url)).headers.get("content-type")).toBe("application/octet-stream")
})

test("files are listed by each record they belong to, the newest first, and all together, in pages", async () => {
  const person = await workspace.post("/api/v2/persons", { name: "Mari" })
  const organization = await workspace.post("/api/v2/organizations", { name: "Mets" })
  const parents = { person_id: person.id, org_id: organization.id }
  const first = await addFile(workspace, parents)
  const second = await addFile(workspace, parents)
  for (const query of [`person_id=${person.id}`, `org_id=${organization.id}`]) {
    expect(await idsOf(workspace, `/api/v2/files?${query}`)).toEqual([second.id, first.id])
  }
  const { entries } = await everyPage<FileAnswer>(workspace, "/api/v2/files?sort_direction=asc", 2)
  expect(entries.map(({ id }) => id)).toEqual(expect.arrayContaining([first.id, second.id]))
})

test("a file in the trash is neither listed nor downloaded", async () => {
  const file = await addFile(workspace, { deal_id: deal })
  expect((await workspace.call("DELETE", `/api/v2/files/${file.id}`)).status).toBe(200)
  expect(await idsOf(workspace, `/api/v2/files?deal_id=${deal}`)).not.toContain(file.id)
  expect((await workspace.call("GET", `/api/v2/files/${file.id}/download`)).status).toBe(404)
  expect((await workspace.call("DELETE", `/api/v2/files/${file.id}`)).status).toBe(404)
  expect(await workspace.get(`/api/v2/files/${file.id}`)).toMatchObject({ is_deleted: true })
})

test("404: the files of a deal that somebody may not see, and what somebody else has only begun to add", async () => {
  const hidden = (await workspace.post("/api/v2/deals", { title: "Hidden", visible_to: 1 })).id
  const file = await addFile(workspace, { deal_id: hidden })
  const { file: begun } = await beginFile(workspace, { deal_id: deal })
  expect(await idsOf(reet, `/api/v2/files?deal_id=${hidden}`)).toEqual([])
  expect(await idsOf(reet, "/api/v2/files")).not.toContain(file.id)
  for (const path of [`${file.id}`, `${file.id}/download`, `${begun.id}`]) {
    expect((await reet.call("GET", `/api/v2/files/${path}`)).status, path).toBe(404)
  }
  expect((await reet.call("POST", "/api/v2/files", { file_name: "a.pdf", size: 9, deal_id: hidden })).status).toBe(400)
})

test("a file is a sign of its deal's life", async () => {
  const quiet = (await workspace.post("/api/v2/deals", { title: "Quiet" })).id
  const touched = async () => (await workspace.get<{ touch_time: string }>(`/api/v2/deals/${quiet}/detail`)).touch_time
  const before = await touched()
  await eventually(async () => expect(Date.now()).toBeGreaterThan(Date.parse(before) + 1000))
  await addFile(workspace, { deal_id: quiet })
  await eventually(async () => expect((await touched()) > before).toBe(true))
})

test.each([
  [{ size: 0 }, "size"],
  [{ size: 25 * 1024 * 1024 + 1 }, "size"],
  [{ file_name: "../.." }, "file_name"],
  [{ file_name: "offer.exe" }, "file_name"],
  [{ file_name: "offer.pdf.js\u200b" }, "file_name"],
  [{ type: "pdf" }, "type"],
  [{ deal_id: 999_999 }, "deal_id"],
  [{ deal_id: undefined }, "deal_id"],
])("400: %j names %s", async (body, field) => {
  expect(await refusal(body)).toEqual([400, [field]])
})

test.each([
  ["C:\\Users\\Ann\\offer.pdf", "offer.pdf"],
  ["../../etc/passwd", "passwd"],
  ["  .hidden  name .txt. ", "hidden name .txt"],
  ['a<b>"c\u202e?.txt', "abc.txt"],
  [`${"x".repeat(300)}.pdf`, `${"x".repeat(251)}.pdf`],
])("the name %j is kept as %j", async (given, kept) => {
  expect((await beginFile(workspace, { deal_id: deal, file_name: given })).file.file_name).toBe(kept)
})
