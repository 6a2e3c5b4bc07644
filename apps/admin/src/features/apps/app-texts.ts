import { useLingui } from '@lingui/react/macro'
import type { Feature } from '@recert/domain/features'
import { IconBell, IconCertificate, IconSchool, type TablerIcon } from '@tabler/icons-react'

/** How an app presents itself. `built`: whether it does anything in this version. */
export type AppText = { title: string; summary: string; description: string[]; Icon: TablerIcon; built: boolean }

export function useAppTexts(): Record<Feature, AppText> {
  const { t } = useLingui()
  return {
    certifications: {
      title: t`Certifications & Retraining`,
      summary: t`Who holds which certification, until when, how it is earned and renewed.`,
      description: [
        t`Define certifications with a validity, and link the courses and learning plans by which they are earned. Whoever completes one of them holds the certification until it expires.`,
        t`Bring in what people hold already with a CSV file. Nothing is ever overwritten without a trace: each award keeps its history of who, when, before and after.`,
        t`Activating it adds its menus here and the Certification tab for learners. It can be deactivated at any time without losing data.`,
      ],
      Icon: IconCertificate,
      built: true,
    },
    external_training: {
      title: t`External Training`,
      summary: t`Training that happened elsewhere, with its evidence, as a way to earn a certification.`,
      description: [
        t`Report seminars, conferences and courses that people took elsewhere, for one person or many at once, with the certificate as PDF or picture. What you report can award a certification from the day on which it was completed.`,
        t`Learners report their own in the portal, with their evidence. It waits in a queue and awards nothing until somebody approves it.`,
        t`Activating it adds its menu here and the External Training tab for learners. It can be deactivated at any time without losing data.`,
      ],
      Icon: IconSchool,
      built: true,
    },
    notifications: {
      title: t`Notifications`,
      summary: t`Mails and messages when a certification is issued, expires soon or has expired.`,
      description: [], Icon: IconBell, built: false,
    },
  }
}
