import { Trans, useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { problemOf } from '@recert/ui/problem'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, client, refreshAll } from '../../api.ts'
import { LinkButton } from '../../parts/links.tsx'
import { Page } from '../../parts/page.tsx'
import { RuleConflict, RuleEditor } from './rule-editor.tsx'
import { RuleState } from './rule-state.tsx'
import { beginsAnew, fieldsOf, inputOf, type Rule } from './rule-values.ts'
import { useRuleForm } from './use-rule-form.ts'

const route = getRouteApi('/shell/notifications-app/notification-rules/$rule')

/** One rule. What somebody else changed meanwhile is told, and nothing overwritten in silence. */
export function RulePage() {
  const { rule: id } = route.useParams()
  const { data } = useSuspenseQuery(api.notificationRules.get.queryOptions({ rule: id }))
  // A link from one rule to another begins a form of its own.
  return <Editor key={data.id} rule={data} />
}

function Editor({ rule }: { rule: Rule }) {
  const { t } = useLingui()
  // The rule that the form started from: what is stored meanwhile takes nothing away from what is being written.
  const [stored, setStored] = useState(rule)
  const [theirs, setTheirs] = useState<Rule | null>(null)
  const form = useRuleForm(fieldsOf(rule))
  const read = () => client.notificationRules.get.query({ rule: rule.id })
  const save = useMutation(api.notificationRules.update.mutationOptions({
    meta: { told: true },
    onError: async (error) => {
      form.showRefusal(error)
      if (problemOf(error).code === 'CONFLICT_VERSION') setTheirs(await read())
    },
  }))
  const startFrom = (newest: Rule) => {
    setStored(newest)
    form.startFrom(fieldsOf(newest))
  }
  return (
    <Page
      title={stored.name} crumbs={[{ title: t`Notifications` }, { title: t`Rules`, to: '/notification-rules' }]} badge={<RuleState rule={stored} />}
      actions={(
        <>
          {stored.active && stored.event === 'expired' && <LinkButton to="/notifications" search={{ view: 'upcoming', rule: rule.id }} variant="default"><Trans>Upcoming</Trans></LinkButton>}
          <LinkButton to="/notifications" search={{ rule: rule.id }} variant="default"><Trans>Delivery log</Trans></LinkButton>
        </>
      )}
    >
      <RuleEditor
        rule={form} stored={stored} pending={save.isPending} failed={save.error} saved={false}
        onSave={(fields) => {
          const { name } = fields
          const begins = beginsAnew(fields, stored)
          save.mutate({ rule: rule.id, version: stored.version, ...inputOf(fields) }, {
            onSuccess: async () => {
              startFrom(await read())
              notifications.show({ color: 'teal', message: begins ? t`${name} is saved. It tells of what falls due from now on.` : t`${name} is saved.` })
              await refreshAll()
            },
          })
        }}
        conflict={theirs && (
          <RuleConflict
            onLoad={() => { startFrom(theirs); setTheirs(null); save.reset() }}
            onKeep={() => { setStored(theirs); setTheirs(null); save.reset() }}
          />
        )}
      />
    </Page>
  )
}
