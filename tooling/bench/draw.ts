import { type Judged, number, promised, shown } from './lines.ts'
import type { Machine } from './machine.ts'

export type Result = { machine: Machine; sizes: { rows: number; people: number } & Record<string, unknown>; seconds: number; lines: readonly Judged[] }

const [WIDTH, ROW, TOP] = [960, 22, 74]
/** Where the bars begin, where a promise is just kept, and where they are cut off. */
const [BARS, KEPT, END] = [412, 632, 742]
const LONGEST = 56

const STYLE = `
  text { font: 12px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2933 }
  .title { font-size: 16px; font-weight: 600 } .dim { fill: #56626f } .name { font-weight: 600 }
  .kept { fill: #0c8599 } .missed { fill: #d9480f } .cut { fill: #fff; font-weight: 600 } .small { fill: #8794a1 } .line { stroke: #56626f; stroke-dasharray: 3 3 } .ground { fill: #fff }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .dim { fill: #9aa7b4 } .kept { fill: #22b8cf } .missed { fill: #ff922b } .cut { fill: #0d1117 } .small { fill: #6c7884 } .line { stroke: #9aa7b4 } .ground { fill: #0d1117 }
  }`

/** How much of what was promised each figure takes, as a picture of bars; those beyond the dashed line are missed. Legible in light and dark. */
export function draw({ machine, sizes, lines }: Result): string {
  const rows = lines.filter(({ verdict, share }) => share !== null || verdict === 'not built' || verdict === 'not measured')
  const height = TOP + rows.length * ROW + 16
  const missed = rows.filter(({ verdict }) => verdict === 'missed').length
  const said = `${sizes.rows.toLocaleString('en-US')} award records, ${sizes.people.toLocaleString('en-US')} people; ${machine.cores} cores, ${machine.memoryGib} GiB, Node ${machine.node}, PostgreSQL ${machine.postgres}; ${machine.date.slice(0, 10)}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="How much of each promise of speed is used; ${missed} of ${rows.length} are missed">
<style>${STYLE}
</style>
<rect class="ground" width="${WIDTH}" height="${height}" rx="6"/>
<text class="title" x="16" y="28">How much of each promise is used</text>
<text class="dim" x="16" y="48">${escape(said)}</text>
<text class="dim" x="${KEPT}" y="${TOP - 8}" text-anchor="middle">promised</text>
${rows.map((line, index) => row(line, TOP + index * ROW, index === 0 || rows[index - 1]?.promise !== line.promise)).join('\n')}
<path class="line" d="M${KEPT} ${TOP - 2}V${height - 12}"/>
</svg>
`
}

function row(line: Judged, y: number, first: boolean): string {
  const { promise, what, figure, ratio, share, verdict } = line
  const label = what.length > LONGEST ? `${what.slice(0, LONGEST - 1)}…` : what
  const kind = verdict === 'kept' ? 'kept' : verdict === 'missed' ? 'missed' : 'small'
  const wide = share === null ? 0 : Math.max(2, Math.min(END - BARS, share * (KEPT - BARS)))
  const cut = share !== null && share * (KEPT - BARS) > END - BARS
  const value = share === null ? verdict : `${ratio === null ? shown(figure) : `${number(ratio)} ×`} (${promised(line)})`
  return [
    first ? `<text class="name" x="16" y="${y + 14}">${promise}</text>` : '',
    `<text x="48" y="${y + 14}">${escape(label)}<title>${escape(what)}</title></text>`,
    wide > 0 ? `<rect class="${kind}" x="${BARS}" y="${y + 4}" width="${wide.toFixed(1)}" height="13" rx="2"/>` : '',
    cut ? `<text class="cut" x="${END - 5}" y="${y + 14}" text-anchor="end">»</text>` : '',
    `<text class="${share === null ? 'dim' : ''}" x="${share === null ? BARS : END + 8}" y="${y + 14}">${verdict === 'missed' ? '✗ ' : ''}${escape(value)}</text>`,
  ].filter(Boolean).join('')
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign)
