import { useLingui } from '@lingui/react/macro'
import { IconBook2, IconCertificate, IconRoute, IconSchool } from '@tabler/icons-react'
import { useSession } from '../../shell/session.ts'

/** The tabs of My Activities. A further one takes one line here, and its route. */
export function useActivityTabs() {
  const { t } = useLingui()
  const { features } = useSession()
  return [
    { to: '/my-activities/courses', title: t`Courses`, Icon: IconBook2, shown: true },
    { to: '/my-activities/learning-plans', title: t`Learning Plans`, Icon: IconRoute, shown: true },
    { to: '/my-activities/certification', title: t`Certification`, Icon: IconCertificate, shown: features.certifications },
    { to: '/my-activities/external-training', title: t`External Training`, Icon: IconSchool, shown: features.external_training },
  ] as const
}
