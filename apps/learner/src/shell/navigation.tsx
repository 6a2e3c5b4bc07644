import { useLingui } from '@lingui/react/macro'
import { mayAnything } from '@recert/domain/access'
import { IconCertificate, IconSettings, IconUserCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import classes from './navigation.module.css'
import { useMe } from './session.ts'

/** The pages that there are. A further one takes one line; it shows up above and below alike. */
export function Navigation({ place }: { place: 'top' | 'bottom' }) {
  const { t } = useLingui()
  const administers = mayAnything(useMe())
  const pages = [
    { to: '/my-activities', title: t`My Activities`, Icon: IconCertificate },
    { to: '/profile', title: t`Profile`, Icon: IconUserCircle },
  ] as const
  return (
    <nav aria-label={t`Main`} className={classes[place]}>
      {pages.map(({ to, title, Icon }) => (
        <Link key={to} to={to} className={classes.link} activeOptions={{ includeSearch: false }}>
          <Icon size={22} stroke={1.7} aria-hidden />
          <span>{title}</span>
        </Link>
      ))}
      {administers && (
        <a href="/admin/" className={classes.link}>
          <IconSettings size={22} stroke={1.7} aria-hidden />
          <span>{t`Administration`}</span>
        </a>
      )}
    </nav>
  )
}
