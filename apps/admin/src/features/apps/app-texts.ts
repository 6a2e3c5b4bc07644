import { useLingui } from '@lingui/react/macro'
import type { Feature } from '@recert/domain/features'
import { IconBell, IconCertificate, IconSchool, type TablerIcon } from '@tabler/icons-react'

/** How an app presents itself. */
export type AppText = { title: string; summary: string; description: string[]; Icon: TablerIcon }

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
    },
    notifications: {
      title: t`Notifications`,
      summary: t`Mails and messages when a certification is issued, expires soon or has expired.`,
      description: [
        t`Rules say who is told, when and in which words: when a certification has been issued, before it expires, when it has expired. People read them by e-mail, in the portal, or both, in their own language.`,
        t`Nobody is told of anything until you make a rule and activate it, and of nothing that fell due before then.`,
        t`Activating it adds its menu here and the inbox for learners. It can be deactivated at any time without losing data.`,
      ],
      Icon: IconBell,
    },
  }
}
