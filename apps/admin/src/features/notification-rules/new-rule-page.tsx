import { useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { api, refreshAll } from '../../api.ts'
import { Page } from '../../parts/page.tsx'
import { RuleEditor } from './rule-editor.tsx'
import { STARTS } from './rule-starts.ts'
import { inputOf, NEW_RULE } from './rule-values.ts'
import { useRuleForm } from './use-rule-form.ts'
import { useStartNames } from './use-start-names.ts'

const route = getRouteApi('/shell/notifications-app/notification-rules/new')

export function NewRulePage() {
  const { t } = useLingui()
  const { start } = route.useSearch()
  const navigate = route.useNavigate()
  const names = useStartNames()
  const rule = useRuleForm(start ? { ...STARTS[start], name: names[start] } : NEW_RULE)
  const create = useMutation(api.notificationRules.create.mutationOptions({ meta: { told: true }, onSuccess: () => refreshAll(), onError: rule.showRefusal }))
  const { data, variables } = create
  const name = variables?.name
  const active = variables?.active

  // In an effect: only then has the guard against leaving seen that all is saved.
  useEffect(() => {
    if (!data) return
    notifications.show({ color: 'teal', message: active ? t`${name} is active. It tells of what falls due from now on.` : t`${name} is saved, and paused: it tells nobody until you activate it.` })
    void navigate({ to: '/notification-rules', replace: true })
  }, [data, name, active, navigate, t])

  return (
    <Page title={t`New rule`} crumbs={[{ title: t`Notifications` }, { title: t`Rules`, to: '/notification-rules' }]}>
      <RuleEditor rule={rule} stored={null} onSave={(fields) => create.mutate(inputOf(fields))} pending={create.isPending} failed={create.error} saved={data !== undefined} />
    </Page>
  )
}
