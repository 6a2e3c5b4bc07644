import { textKey } from '@recert/domain/keys'
import type { Outputs } from '../../api.ts'

export type Branch = Outputs['branches']['list']['items'][number]
/** `total`: the people in it and below it. */
export type BranchNode = Branch & { children: BranchNode[]; total: number }

/** The list as a tree. Those whose parent is not in it stand at the top: whoever looks after a part sees no more. */
export function treeOf(branches: readonly Branch[]): BranchNode[] {
  const nodes = new Map(branches.map((branch) => [branch.id, { ...branch, children: [], total: branch.peopleCount } as BranchNode]))
  const top: BranchNode[] = []
  for (const node of nodes.values()) (nodes.get(node.parentId ?? '')?.children ?? top).push(node)
  // Parents come before children, so from the end each child is complete before its parent takes it in.
  for (const node of [...nodes.values()].toReversed()) {
    const parent = nodes.get(node.parentId ?? '')
    if (parent) parent.total += node.total
  }
  return top
}

/** The branches whose names hold a text, with the way to them and all that is below them. */
export function found(tree: readonly BranchNode[], text: string): BranchNode[] {
  const wanted = textKey(text)
  if (wanted === '') return [...tree]
  return tree.flatMap((node) => {
    if (textKey(node.name).includes(wanted)) return [node]
    const children = found(node.children, text)
    return children.length > 0 ? [{ ...node, children }] : []
  })
}
