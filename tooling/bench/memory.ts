import { readdirSync, readFileSync } from 'node:fs'

export type Process = { pid: number; parent: number; command: string }

/** Every process of this machine; empty where there is no /proc. */
export function processes(): Process[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
      const [stat, command] = [read(`/proc/${pid}/stat`), read(`/proc/${pid}/cmdline`)]
      if (stat === null || command === null) return []
      return [{ pid: Number(pid), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]), command: command.replaceAll('\0', ' ') }]
    })
  } catch {
    return []
  }
}

/** A process and all below it. */
export function treeOf(root: number, all = processes()): Process[] {
  return all.filter(({ pid }) => pid === root).concat(all.filter(({ parent }) => parent === root).flatMap(({ pid }) => treeOf(pid, all)))
}

/** Resident memory in MiB; 0 when it is gone. */
export const rssOf = (pid: number): number => kilobytes(read(`/proc/${pid}/status`), 'VmRSS') / 1024

/** The memory that it alone accounts for, what it shares divided among those who share it, in MiB. */
export const pssOf = (pid: number): number => kilobytes(read(`/proc/${pid}/smaps_rollup`), 'Pss') / 1024

const kilobytes = (text: string | null, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text ?? '')?.[1] ?? 0)

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** Looks at a process's memory five times a second until it is told to stop; then says where it began and its highest. */
export function watchMemory(pid: number): () => { before: number; most: number; growth: number } {
  const before = rssOf(pid)
  let most = before
  const timer = setInterval(() => { most = Math.max(most, rssOf(pid)) }, 200)
  return () => {
    clearInterval(timer)
    return { before, most, growth: most - before }
  }
}

