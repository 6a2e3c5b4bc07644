import { Trans, useLingui } from '@lingui/react/macro'
import { Box, Button, Group, type MantineColorScheme, NativeSelect, Paper, Stack, Text, TextInput, Title, useMantineColorScheme } from '@mantine/core'
import { type Language, LANGUAGES, nameOf } from '@recert/domain/people'
import { ErrorPanel } from '@recert/ui/error-panel'
import { LANGUAGE_NAMES } from '@recert/ui/language'
import { problemOf } from '@recert/ui/problem'
import { timeZoneChoices } from '@recert/ui/time-zones'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api.ts'
import { showLanguage } from '../../i18n.ts'
import { useMe, useSession } from '../../shell/session.ts'
import { MailsSection } from '../mail-opt-outs/mails-section.tsx'
import { CalendarSection } from './calendar-section.tsx'

export function ProfilePage() {
  const { t } = useLingui()
  const me = useMe()
  const { features } = useSession()
  const queryClient = useQueryClient()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [timeZone, setTimeZone] = useState(me.timeZone)
  const [language, setLanguage] = useState(me.language as Language)
  const changed = timeZone !== me.timeZone || language !== me.language
  const save = useMutation(api.session.updateProfile.mutationOptions({
    onSuccess: async () => {
      await showLanguage(language)
      await queryClient.invalidateQueries()
    },
  }))
  useBlocker({
    shouldBlockFn: () => changed && !save.isPending && !window.confirm(t`Leave without saving your changes?`),
    enableBeforeUnload: () => changed,
  })
  const problem = save.error && problemOf(save.error)

  return (
    <>
      <title>{`${t`Profile`} · Recert`}</title>
      <Title order={1} mb="lg"><Trans>Profile</Trans></Title>
      <Paper withBorder radius="lg" p="lg" maw={560}>
        <form onSubmit={(event) => { event.preventDefault(); save.mutate({ timeZone, language }) }}>
          <Stack gap="md">
            {problem && <ErrorPanel sentence={problem.sentence} logId={problem.logId} />}
            <div>
              <Text size="sm" fw={500}><Trans>Name</Trans></Text>
              <Text>{nameOf(me)}</Text>
            </div>
            <TextInput label={t`Username`} value={me.username} readOnly />
            <TextInput label={t`E-mail`} value={me.email ?? t`None`} readOnly description={t`Your administrator can change your name and e-mail.`} />
            <NativeSelect
              label={t`Time zone`} description={t`Dates and times are shown in this zone.`} value={timeZone} data={timeZoneChoices(me.timeZone)}
              onChange={(event) => setTimeZone(event.currentTarget.value)}
            />
            <NativeSelect
              label={t`Language`} description={t`For these pages and for mails to you.`} value={language}
              data={LANGUAGES.map((each) => ({ value: each, label: LANGUAGE_NAMES[each] }))}
              onChange={(event) => setLanguage(event.currentTarget.value as Language)}
            />
            <Group justify="flex-end">
              <Text role="status" size="sm" c="teal">{save.isSuccess && !changed && <Trans>Your profile is saved.</Trans>}</Text>
              <Button type="submit" loading={save.isPending} disabled={!changed}><Trans>Save Changes</Trans></Button>
            </Group>
          </Stack>
        </form>
      </Paper>
      {features.certifications && <Box mt="lg"><CalendarSection /></Box>}
      <Paper withBorder radius="lg" p="lg" maw={560} mt="lg">
        <NativeSelect
          label={t`Appearance`} description={t`On this device only.`} value={colorScheme}
          data={[{ value: 'auto', label: t`As the system` }, { value: 'light', label: t`Light` }, { value: 'dark', label: t`Dark` }]}
          onChange={(event) => setColorScheme(event.currentTarget.value as MantineColorScheme)}
        />
      </Paper>
      {features.notifications && <MailsSection />}
    </>
  )
}
