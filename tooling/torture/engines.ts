/** What a worker needs in its environment for an engine. Throws a sentence for one that is not there. */
export function engineEnv(name: string): Record<string, string> {
  const envs: Record<string, () => Record<string, string>> = {
    'pg-boss': () => ({}),
    // The engine is there when apps/worker/src/engines/temporal.ts is; its server is started and named by whoever plays it.
    temporal: () => ({ TEMPORAL_ADDRESS: process.env.TEMPORAL_ADDRESS ?? '127.0.0.1:7233' }),
  }
  const found = envs[name]
  if (!found) throw new Error(`--engine takes ${Object.keys(envs).join(', ')}; “${name}” is none of them.`)
  return found()
}
