import { type Problem, problemFrom, unreachable } from './problem.ts'

/** Posts JSON to our own server. Answers null when it went well, else what is to be told. */
export async function postJson(url: string, body: unknown, language: string): Promise<Problem | null> {
  let answer: Response
  try {
    answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', 'accept-language': language }, body: JSON.stringify(body) })
  } catch {
    return unreachable()
  }
  if (answer.ok) return null
  const told: unknown = await answer.json().catch(() => null)
  return typeof told === 'object' && told !== null ? problemFrom(told) : problemFrom({})
}
