import { useLingui } from '@lingui/react/macro'
import { Checkbox, Fieldset, Group, Stack } from '@mantine/core'
import { CHANNELS } from '@recert/domain/notifications'
import { useChannelNames } from '../notifications/use-channel-names.ts'
import type { RuleForm } from './use-rule-form.ts'

/** By which ways people are told, and what else. */
export function HowFields({ form }: Pick<RuleForm, 'form'>) {
  const { t } = useLingui()
  const names = useChannelNames()
  const { event, channels } = form.values
  const mails = channels.includes('email')
  return (
    <Fieldset legend={t`How`}>
      <Stack gap="md">
        <Checkbox.Group label={t`Channels`} value={channels} error={form.errors.channels} onChange={(value) => form.setFieldValue('channels', CHANNELS.filter((channel) => value.includes(channel)))}>
          <Group gap="lg" mt={6}>
            {CHANNELS.map((channel, index) => <Checkbox key={channel} value={channel} label={names[channel]} {...(index === 0 ? { 'data-path': 'channels' } : {})} />)}
          </Group>
        </Checkbox.Group>
        {mails && <Checkbox label={t`One mail per person and day`} description={t`It leaves at 07:00 in the reader’s time zone, with all that fell due since.`} {...form.getInputProps('digest', { type: 'checkbox' })} />}
        {mails && event === 'expired' && <Checkbox label={t`.ics attachment`} description={t`The mail carries the expiry as an entry for the reader’s calendar.`} {...form.getInputProps('calendarAttachment', { type: 'checkbox' })} />}
        <Checkbox label={t`Copy to the managers of the holder’s branch`} description={t`They are told of the holder in the same ways.`} {...form.getInputProps('managerCopy', { type: 'checkbox' })} />
      </Stack>
    </Fieldset>
  )
}
