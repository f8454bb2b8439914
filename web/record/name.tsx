import { useQuery } from "@tanstack/solid-query"
import { call } from "../app/client.ts"
import { settled } from "../app/queries.ts"

type Kind = "person" | "organization"

/** The name of a record that is known by its number. */
export function useName(kind: () => Kind, id: () => number | undefined) {
  return useQuery<string>(() => ({
    queryKey: ["name", kind(), id()],
    queryFn: async () => {
      const params = { id: id() ?? 0 }
      if (kind() === "person") return (await call("GET /api/v2/persons/{id}", { params })).name
      return (await call("GET /api/v2/organizations/{id}", { params })).name
    },
    enabled: id() !== undefined,
    retry: false,
  }))
}

export function Name(props: { kind: Kind; id: number }) {
  const known = useName(
    () => props.kind,
    () => props.id,
  )
  return <>{settled(known) ?? (known.isError ? `a hidden or deleted ${props.kind}` : "…")}</>
}
