import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { AssociationName } from '@recert/ui/association-name'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { useViewer } from '@recert/ui/viewer'
import { IconUsers } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client, type Inputs, refreshAll } from '../../api.ts'
import { focusFirstError, FormProblems, useShownRefusal } from '../../parts/form.tsx'
import { instantOf, pickedOf, samePick } from '../../parts/picked-instant.ts'
import { showChangeToast } from '../../parts/undo-toast.tsx'
import type { TermsValues } from './award-terms.ts'
import type { Award } from './awards-list.tsx'
import { dateErrors, FIELD_OF_CODE } from './date-errors.ts'
import { TermsFields } from './terms-fields.tsx'

/** What a conflict is told beside: never as a field's error. */
const FIELDS = { ...FIELD_OF_CODE, CONFLICT_VERSION: 'conflict' }

/** R6.3: changes an award's dates and association. What somebody else changed meanwhile is shown, and nothing overwritten in silence. */
export function EditAwardDialog({ award, onClose }: { award: Award; onClose: () => void }) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  // The award that the form started from: what is not different from it is not sent.
  const [base, setBase] = useState(award)
  const [theirs, setTheirs] = useState<Award | null>(null)
  const form = useForm<TermsValues>({ initialValues: termsOf(award, timeZone) })
  const save = useMutation(api.awards.update.mutationOptions({
    meta: { told: true },
    onSuccess: async ({ changeId, certificationName, username }) => {
      if (changeId) showChangeToast(t`${certificationName} of ${username} is saved.`, changeId)
      onClose()
      await refreshAll()
    },
    onError: async (error) => {
      if (problemOf(error).code === 'CONFLICT_VERSION') setTheirs(await client.awards.get.query({ award: award.id }))
    },
  }))
  // Once for each refusal: the form itself changes with every key.
  useShownRefusal(form, save.error, FIELD_OF_CODE)

  const takeTheirs = (newest: Award, values: boolean) => {
    setBase(newest)
    setTheirs(null)
    if (values) form.setValues(termsOf(newest, timeZone))
    save.reset()
  }
  return (
    <Modal opened onClose={onClose} title={t`Edit ${award.certificationName} of ${award.username}`} size="lg" closeOnClickOutside={!form.isDirty()}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const errors = dateErrors(form.values, timeZone, t`The issue date is missing. Please enter it.`)
          form.setErrors(errors)
          if (Object.keys(errors).length > 0) return focusFirstError(form, errors)
          save.mutate({ award: base.id, version: base.version, ...changesOf(form.values, base, timeZone) })
        }}
      >
        <Stack gap="md">
          <FormProblems errors={form.errors} failed={save.error} fields={FIELDS} />
          {theirs && <Conflict theirs={theirs} onLoad={() => takeTheirs(theirs, true)} onKeep={() => takeTheirs(theirs, false)} />}
          <TermsFields
            values={form.values} errors={form.errors} certification={award.certificationId} person={award.personId}
            onChange={(changes) => { form.setValues(changes); form.clearErrors() }}
          />
          <Text size="sm" c="dimmed"><Trans>Before and after are kept in the history, and the change can be taken back. An award that is made always valid has no renewal any more.</Trans></Text>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            <Button type="submit" loading={save.isPending} disabled={theirs !== null}><Trans>Save Changes</Trans></Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function Conflict({ theirs, onLoad, onKeep }: { theirs: Award; onLoad: () => void; onKeep: () => void }) {
  return (
    <Alert role="alert" color="yellow" variant="light" icon={<IconUsers aria-hidden />} title={<Trans>Someone changed this award meanwhile</Trans>}>
      <Stack gap="xs">
        <Text size="sm" component="div">
          {theirs.expiresAt
            ? <Trans>It now says: issued <Instant value={theirs.issuedAt} />, expires <Instant value={theirs.expiresAt} /></Trans>
            : <Trans>It now says: issued <Instant value={theirs.issuedAt} />, always valid</Trans>} · <AssociationName association={theirs.association} />
        </Text>
        <Text size="sm"><Trans>Nothing of yours has been saved. Load what it says now, or keep what you entered and save it over it.</Trans></Text>
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={onLoad}><Trans>Load what it says now</Trans></Button>
          <Button size="compact-sm" variant="default" onClick={onKeep}><Trans>Keep what I entered</Trans></Button>
        </Group>
      </Stack>
    </Alert>
  )
}

const termsOf = ({ issuedAt, expiresAt, association, itemCode, externalActivityId }: Award, timeZone: string): TermsValues => ({
  issued: pickedOf(new Date(issuedAt), timeZone), expires: pickedOf(expiresAt ? new Date(expiresAt) : null, timeZone), alwaysValid: expiresAt === null,
  association, item: itemCode, activity: externalActivityId,
})

/** Only what is different from what the form started with: an instant that is not touched keeps its seconds. */
function changesOf(values: TermsValues, award: Award, timeZone: string): Omit<Inputs['awards']['update'], 'award' | 'version'> {
  const before = termsOf(award, timeZone)
  const source = values.association !== before.association || values.item !== before.item || values.activity !== before.activity
  return {
    ...(samePick(values.issued, before.issued) ? {} : { issuedAt: instantOf(values.issued, timeZone)?.toISOString() }),
    ...(values.alwaysValid ? { alwaysValid: true } : samePick(values.expires, before.expires) && !before.alwaysValid ? {} : { alwaysValid: false, expiresAt: instantOf(values.expires, timeZone)?.toISOString() }),
    ...(source ? { association: values.association, itemCode: values.item, externalActivityId: values.activity } : {}),
  }
}
