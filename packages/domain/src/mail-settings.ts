/** `tls`: from the first byte; `starttls`: demanded; `optional`: used when the server offers it. */
export const MAIL_SECURITY = ['tls', 'starttls', 'optional'] as const
export type MailSecurity = (typeof MAIL_SECURITY)[number]

/** Where servers listen for it. */
export const MAIL_PORTS: Readonly<Record<MailSecurity, number>> = { tls: 465, starttls: 587, optional: 25 }

/** A name of the Internet, such as example.com. */
export const isDomainName = (text: string): boolean => /^[\w-]+(\.[\w-]+)*$/.test(text)

/** A mail server's name or address: without scheme and port, IPv6 without brackets. */
export const isMailHost = (text: string): boolean => isDomainName(text) || isIpv6(text)

function isIpv6(text: string): boolean {
  const halves = text.split('::')
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group)) && (halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8)
}
