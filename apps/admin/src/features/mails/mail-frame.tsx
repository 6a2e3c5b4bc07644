import { useLingui } from '@lingui/react/macro'
import classes from './mail-frame.module.css'

/** A mail as its reader sees it. Sandboxed: it runs no script here and reaches nothing of this page; its links open in a new tab. It takes the scheme of this page; what was written for white paper only stays on white. */
export function MailFrame({ html }: { html: string }) {
  const { t } = useLingui()
  return <iframe title={t`Mail`} srcDoc={html} sandbox="allow-popups allow-popups-to-escape-sandbox" className={classes.mail} />
}
