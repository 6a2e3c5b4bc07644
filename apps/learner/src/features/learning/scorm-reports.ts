import { type ErrorCode, HTTP_STATUS } from '@recert/domain/errors'

export type Reported = Record<string, string>
/** `trying`: what did not get through is sent again. */
export type ReportState = { saving: boolean; saved: boolean; error: unknown; trying: boolean }
export type ScormReports = {
  /** A message of the package's frame; what is no report is passed over. */
  take(message: unknown): void
  /** Resolves when what was taken has been sent, or has failed. */
  settled(): Promise<void>
  /** Gives up what did not get through. */
  stop(): void
}

const RETRY_MS = 5000

export type ReportsTo = {
  send(sco: string, data: Reported): Promise<void>
  onState(state: ReportState): void
  /** The code behind what `send` threw; null when it has none. */
  codeOf(error: unknown): string | null
}

/** Takes what a package reports to the server: one report at a time, only the latest of each part, and again what found nobody to answer. What is refused is not sent again: the next report of its part says more. */
export function scormReports({ send, onState, codeOf }: ReportsTo): ScormReports {
  const waiting = new Map<string, Reported>()
  let running: Promise<void> | null = null
  let retry: ReturnType<typeof setTimeout> | undefined

  const work = async (): Promise<void> => {
    for (let next = waiting.entries().next().value; next; next = waiting.entries().next().value) {
      const [sco, data] = next
      waiting.delete(sco)
      onState({ saving: true, saved: false, error: null, trying: false })
      try {
        await send(sco, data)
      } catch (error) {
        const trying = mayPass(codeOf(error))
        onState({ saving: false, saved: false, error, trying })
        if (!trying) continue
        // A later report of the same part says more than this one.
        if (!waiting.has(sco)) waiting.set(sco, data)
        retry = setTimeout(start, RETRY_MS)
        return
      }
      onState({ saving: false, saved: true, error: null, trying: false })
    }
  }
  function start(): void {
    clearTimeout(retry)
    running ??= work().finally(() => { running = null })
  }

  return {
    take(message) {
      const report = reportOf(message)
      if (!report) return
      waiting.set(report.sco, report.data)
      start()
    },
    settled: async () => { await running },
    stop: () => clearTimeout(retry),
  }
}

/** Whether the same report may get through later: nobody answered, or the server could not. */
function mayPass(code: string | null): boolean {
  return code !== null && HTTP_STATUS[code as ErrorCode] >= 500
}

function reportOf(message: unknown): { sco: string; data: Reported } | null {
  if (typeof message !== 'object' || message === null || !('type' in message) || message.type !== 'recert-scorm') return null
  const { sco, data } = message as { sco?: unknown; data?: unknown }
  if (typeof sco !== 'string' || typeof data !== 'object' || data === null) return null
  return { sco, data: Object.fromEntries(Object.entries(data).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) }
}
