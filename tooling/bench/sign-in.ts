/** A session's cookie, as the screens have it. */
export async function signIn(url: string, { username, password }: { username: string; password: string }): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ login: username, password }) })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!answer.ok || !cookie) throw new Error(`Signing in answered ${answer.status}.`)
  return cookie
}
