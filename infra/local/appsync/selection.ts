/** Walks over what a request selects. */
import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from "graphql"

export type Fragments = Record<string, FragmentDefinitionNode>

export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]))
}

/** The fields of a selection, those of its fragments among them. */
export function fieldsOf(selection: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return selection.selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node]
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value]
    return inner === undefined ? [] : fieldsOf(inner.selectionSet, fragments)
  })
}

export function responseKey(node: FieldNode): string {
  return node.alias?.value ?? node.name.value
}

/** The answer to these fields under their own names: all that subscribers of a mutation may see of it. */
export function underOwnNames(nodes: readonly FieldNode[], fragments: Fragments, data: unknown): unknown {
  if (Array.isArray(data)) return data.map((item) => underOwnNames(nodes, fragments, item))
  if (nodes.length === 0 || typeof data !== "object" || data === null) return data
  const selected = Map.groupBy(nodes, responseKey)
  const answered = [...selected].filter(([key]) => Object.hasOwn(data, key))
  return Object.fromEntries(
    answered.map(([key, same]) => [
      same[0]?.name.value ?? key,
      underOwnNames(fieldsUnder(same, fragments), fragments, Reflect.get(data, key)),
    ]),
  )
}

export function fieldsUnder(nodes: readonly FieldNode[], fragments: Fragments): FieldNode[] {
  return nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : fieldsOf(selectionSet, fragments)))
}

/** `ctx.info.selectionSetList`: `["id", "owner", "owner/name"]`. */
export function selectionPaths(visit: { fieldNodes: readonly FieldNode[]; fragments: Fragments }): string[] {
  const { fieldNodes, fragments } = visit
  const paths = new Set<string>()
  const walk = (nodes: readonly FieldNode[], above: string): void => {
    for (const node of nodes) {
      const path = `${above}${responseKey(node)}`
      paths.add(path)
      walk(fieldsUnder([node], fragments), `${path}/`)
    }
  }
  walk(fieldsUnder(fieldNodes, fragments), "")
  return [...paths]
}
