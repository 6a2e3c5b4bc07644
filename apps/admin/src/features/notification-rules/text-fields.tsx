import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Fieldset, Stack, Tabs, Text } from '@mantine/core'
import { type Language, LANGUAGES } from '@recert/domain/people'
import { LANGUAGE_NAMES } from '@recert/ui/language'
import { IconAlertCircle, IconCheck, IconTemplate } from '@tabler/icons-react'
import { STARTS, startFor } from './rule-starts.ts'
import { isWritten } from './rule-values.ts'
import { TemplateField } from './template-field.tsx'
import type { RuleForm } from './use-rule-form.ts'

type Props = Pick<RuleForm, 'form' | 'language' | 'setLanguage'> & {
  /** What is wrong with the text that is shown, as the preview found out. */
  refused: { field: 'subject' | 'body'; sentence: string } | null
}

/** Subject and text in each language. */
export function TextFields({ form, language, setLanguage, refused }: Props) {
  const { t } = useLingui()
  const field = (kind: 'subject' | 'body') => {
    const path = `texts.${language}.${kind}`
    return (
      <TemplateField
        // Each language has its own cursor.
        key={path} kind={kind} path={path} lang={language} value={form.values.texts[language][kind]}
        onChange={(value) => form.setFieldValue(path, value)} error={form.errors[path] ?? (refused?.field === kind ? refused.sentence : null)}
      />
    )
  }
  const takeReadyMade = () => {
    form.setFieldValue('texts', STARTS[startFor(form.values)].texts)
    form.getInputNode(`texts.${language}.subject`)?.focus()
  }
  return (
    <Fieldset legend={t`Text`}>
      <Tabs value={language} onChange={(value) => setLanguage(LANGUAGES.find((each) => each === value) ?? language)} keepMounted={false}>
        <Tabs.List mb="md">
          {LANGUAGES.map((each) => <Tabs.Tab key={each} value={each} rightSection={<TabSign form={form} language={each} />}><span lang={each}>{LANGUAGE_NAMES[each]}</span></Tabs.Tab>)}
        </Tabs.List>
        <Tabs.Panel value={language}>
          <Stack gap="md">
            {field('subject')}
            {field('body')}
            <Text size="xs" c="dimmed"><Trans>An empty line begins a new paragraph. Whoever reads another language gets the English text, else the one that there is.</Trans></Text>
            {!LANGUAGES.some((each) => isWritten(form.values.texts[each])) && (
              <div><Button variant="default" size="compact-sm" leftSection={<IconTemplate size={14} aria-hidden />} onClick={takeReadyMade}><Trans>Use a ready-made text</Trans></Button></div>
            )}
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Fieldset>
  )
}

/** Whether a language is written, or has something wrong in it. */
function TabSign({ form, language }: Pick<RuleForm, 'form'> & { language: Language }) {
  const { t } = useLingui()
  if (Object.entries(form.errors).some(([path, error]) => error && path.startsWith(`texts.${language}.`))) return <IconAlertCircle size={16} color="var(--mantine-color-error)" role="img" aria-label={t`needs your attention`} />
  return isWritten(form.values.texts[language]) ? <IconCheck size={16} role="img" aria-label={t`written`} /> : null
}
