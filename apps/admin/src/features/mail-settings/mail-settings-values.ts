import { MAIL_PORTS, type MailSecurity } from '@recert/domain/mail-settings'
import type { Inputs, Outputs } from '../../api.ts'

export type MailSettings = Outputs['mailSettings']['get']
export type MailSettingsChanges = NonNullable<Inputs['mailSettings']['update']>

/** What the form holds. A secret that is null is the one that is saved. */
export type MailFields = {
  host: string; security: MailSecurity; port: string; user: string; password: string | null
  fromAddress: string; fromName: string
  signed: boolean; dkimDomain: string; selector: string; privateKey: string | null
  pace: string
}

export const fieldsOf = ({ source, server, fromAddress, fromName, dkim, perDomainPerMinute }: MailSettings): MailFields => ({
  host: server?.host ?? '', security: server?.security ?? 'starttls', port: String(server?.port ?? MAIL_PORTS.starttls), user: server?.user ?? '', password: server?.hasPassword ? null : '',
  fromAddress: fromAddress ?? '', fromName: fromName ?? '',
  // A key that cannot be read any more is none.
  signed: dkim !== null, dkimDomain: dkim?.domain ?? '', selector: dkim?.selector ?? '', privateKey: dkim && source !== 'unreadable' ? null : '',
  pace: perDomainPerMinute === null ? '' : String(perDomainPerMinute),
})

/** The port goes with the security, as long as nobody chose another. */
export const portFor = (security: MailSecurity, before: Pick<MailFields, 'security' | 'port'>): string =>
  (before.port.trim() === '' || before.port.trim() === String(MAIL_PORTS[before.security]) ? String(MAIL_PORTS[security]) : before.port)

const trimmed = (fields: MailFields) => ({ ...fields, host: fields.host.trim(), port: fields.port.trim(), user: fields.user.trim() })

const serverChanged = (fields: MailFields, start: MailFields): boolean => {
  const [now, before] = [trimmed(fields), trimmed(start)]
  return (['host', 'security', 'port', 'user'] as const).some((field) => now[field] !== before[field]) || now.password !== before.password
}

/** Whether the saved password still counts: it goes nowhere but to the host and user that it was given for, and SMTP_URL's counts for SMTP_URL only. */
export function passwordStays(fields: MailFields, settings: MailSettings): boolean {
  const { host, user } = trimmed(fields)
  if (!settings.server?.hasPassword) return false
  if (settings.source === 'environment') return !serverChanged({ ...fields, password: null }, fieldsOf(settings))
  return host === settings.server.host && user === settings.server.user
}

/** What the form changes; what it does not, is not sent, so that SMTP_URL goes on counting when only the sender's name is new. */
export function changesOf(fields: MailFields, settings: MailSettings): MailSettingsChanges {
  const start = fieldsOf(settings)
  const { host, security, port, user, password } = trimmed(fields)
  const differs = (...names: (keyof MailFields)[]) => names.some((name) => fields[name] !== start[name])
  const secret = password ?? (passwordStays(fields, settings) ? null : '')
  return {
    ...(serverChanged(fields, start) ? { server: { host, port: Number(port), security, user: user || null, ...(secret === null ? {} : { password: secret }) } } : {}),
    ...(differs('fromAddress') ? { fromAddress: fields.fromAddress.trim() || null } : {}),
    ...(differs('fromName') ? { fromName: fields.fromName.trim() || null } : {}),
    ...(differs('signed', 'dkimDomain', 'selector', 'privateKey') ? { dkim: fields.signed ? dkimOf(fields) : null } : {}),
    ...(differs('pace') ? { perDomainPerMinute: fields.pace.trim() === '' ? null : Number(fields.pace) } : {}),
  }
}

const dkimOf = ({ dkimDomain, selector, privateKey }: MailFields) => ({ domain: dkimDomain.trim(), selector: selector.trim(), ...(privateKey === null ? {} : { privateKey }) })
