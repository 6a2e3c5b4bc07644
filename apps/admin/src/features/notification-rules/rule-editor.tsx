import '@mantine/core/styles/Switch.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Paper, Stack, Switch, Text, TextInput } from '@mantine/core'
import { IconInfoCircle, IconUsers } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { FormProblems } from '../../parts/form.tsx'
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx'
import { HowFields } from './how-fields.tsx'
import classes from './rule-editor.module.css'
import { RulePreview } from './rule-preview.tsx'
import { beginsAnew, type Rule, type RuleFields } from './rule-values.ts'
import { TextFields } from './text-fields.tsx'
import { fieldsOfCodes, placeIn, type RuleForm } from './use-rule-form.ts'
import { useTriedText } from './use-tried-text.ts'
import { WhenFields } from './when-fields.tsx'
import { WhomFields } from './whom-fields.tsx'

type Props = {
  rule: RuleForm
  /** As it is stored; null for a new one. */
  stored: Rule | null
  onSave: (fields: RuleFields) => void
  pending: boolean
  failed: unknown
  saved: boolean
  /** Above the fields: that somebody else has changed the rule. */
  conflict?: ReactNode
}

/** R10.1: all that a rule says, and beside it what people will read. */
export function RuleEditor({ rule: { form, language, setLanguage, goTo }, stored, onSave, pending, failed, saved, conflict }: Props) {
  const { t } = useLingui()
  const [person, setPerson] = useState<string>()
  const tried = useTriedText(form.values.texts, language, person)
  const problem = tried.answer?.problem
  const place = placeIn(problem?.values)
  const begins = beginsAnew(form.values, stored)
  const active = form.getInputProps('active', { type: 'checkbox' })
  return (
    <div className={classes.editor}>
      <UnsavedGuard dirty={form.isDirty() && !saved && !pending} />
      <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
        <form onSubmit={form.onSubmit(onSave, goTo)} noValidate>
          <Stack gap="md">
            <FormProblems errors={form.errors} failed={failed} fields={fieldsOfCodes(failed, language)} />
            {conflict}
            <TextInput label={t`Name`} description={t`In the list and in the log. People read it, too, where they stop its mails.`} required withAsterisk maxLength={255} {...form.getInputProps('name')} />
            <WhenFields form={form} />
            <WhomFields form={form} />
            <HowFields form={form} />
            <TextFields form={form} language={language} setLanguage={setLanguage} refused={problem && place ? { field: place.field, sentence: problem.sentence } : null} />
            <Switch label={t`Active`} description={t`While it is paused, it tells nobody.`} {...active} />
            <div role="status">
              {begins && (
                <Alert color="blue" variant="light" icon={<IconInfoCircle aria-hidden />}>
                  <Trans>Once saved, it tells of what falls due from then on. Nobody is told of what fell due before.</Trans>
                </Alert>
              )}
            </div>
            <Group justify="flex-end"><Button type="submit" loading={pending}><Trans>Save Changes</Trans></Button></Group>
          </Stack>
        </form>
      </Paper>
      <RulePreview tried={tried} person={person} onPerson={setPerson} mails={form.values.channels.includes('email')} />
    </div>
  )
}

/** Somebody else has saved the rule since it was opened here. */
export function RuleConflict({ onLoad, onKeep }: { onLoad: () => void; onKeep: () => void }) {
  return (
    <Alert role="alert" color="yellow" variant="light" icon={<IconUsers aria-hidden />} title={<Trans>Someone changed this rule meanwhile</Trans>}>
      <Stack gap="xs">
        <Text size="sm"><Trans>Nothing of yours has been saved. Load what it says now, or keep what you entered and save it over it.</Trans></Text>
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={onLoad}><Trans>Load what it says now</Trans></Button>
          <Button size="compact-sm" variant="default" onClick={onKeep}><Trans>Keep what I entered</Trans></Button>
        </Group>
      </Stack>
    </Alert>
  )
}
