import { readFileSync } from 'node:fs'

type Link = { pid: number; parent: number; command: string }

/** The process itself and those above it up to the npm that was asked for `npm start` or `npm test`; empty when that is not how we were started, or not Linux. */
export function npmAncestors(read: (pid: number) => Link | null = readLink): Link[] {
  const chain: Link[] = []
  for (let link = read(process.pid); link && chain.length < 8; link = read(link.parent)) {
    chain.push(link)
    if (/^npm (start|test|run|t)\b/.test(link.command)) return chain
  }
  return []
}

/** Whether one of them has lost its parent since: someone killed npm, or npx, and means us. */
export const isBroken = (chain: Link[], read: (pid: number) => Link | null = readLink): boolean =>
  chain.slice(0, -1).some((link) => read(link.pid)?.parent !== link.parent)

function readLink(pid: number): Link | null {
  try {
    // The second field is the program's name in brackets and may hold anything; the parent is the second after it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    return { pid, parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() }
  } catch {
    return null
  }
}
