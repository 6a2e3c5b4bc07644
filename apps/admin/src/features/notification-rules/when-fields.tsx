import { useLingui } from '@lingui/react/macro'
import { Fieldset, Group, NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { type NotificationEvent, type NotificationTiming, OFFSET_UNITS, type OffsetUnit } from '@recert/domain/notifications'
import type { RuleForm } from './use-rule-form.ts'

/** About what a rule is, and when it fires. */
export function WhenFields({ form }: Pick<RuleForm, 'form'>) {
  const { t } = useLingui()
  const { event, timing } = form.values
  const events: Record<NotificationEvent, string> = { issued: t`Certification has been issued`, expired: t`Certification has expired` }
  const timings: Record<NotificationTiming, string> = { before: t`Before it expires`, at: t`When it expires`, after: t`After it has expired` }
  const units: Record<OffsetUnit, string> = { hour: t`Hours`, day: t`Days`, week: t`Weeks` }
  return (
    <Fieldset legend={t`When`}>
      <Stack gap="md">
        <Radio.Group label={t`Event`} {...form.getInputProps('event')}>
          <Group gap="lg" mt={6}>
            <Radio value="expired" label={events.expired} />
            <Radio value="issued" label={events.issued} />
          </Group>
        </Radio.Group>
        {event === 'expired' && (
          <Group gap="sm" align="flex-start">
            <NativeSelect label={t`Timing`} flex="2 1 13rem" data={(['before', 'at', 'after'] as const).map((value) => ({ value, label: timings[value] }))} {...form.getInputProps('timing')} />
            {timing !== 'at' && (
              <>
                <TextInput label={t`How long`} inputMode="numeric" required withAsterisk maxLength={4} flex="1 1 5rem" {...form.getInputProps('amount')} />
                <NativeSelect label={t`Unit`} flex="1 1 7rem" data={OFFSET_UNITS.map((value) => ({ value, label: units[value] }))} {...form.getInputProps('unit')} />
              </>
            )}
          </Group>
        )}
      </Stack>
    </Fieldset>
  )
}
