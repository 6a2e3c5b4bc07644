import { useLingui } from '@lingui/react/macro'
import { type FormErrors, useForm } from '@mantine/form'
import { checkChannels, checkText, checkTiming, type NotificationText } from '@recert/domain/notifications'
import { type Language, LANGUAGES } from '@recert/domain/people'
import { checkName } from '@recert/domain/text'
import { chooseLanguage } from '@recert/ui/language'
import { problemOf } from '@recert/ui/problem'
import { useEffect, useEffectEvent, useState } from 'react'
import { fieldErrors, refusalOf } from '../../parts/form.tsx'
import { isWritten, type RuleFields, timingOf } from './rule-values.ts'

/** A conflict is told above the form, with what can be done about it. */
const FIELD_OF_CODE = {
  NAME_REQUIRED: 'name', RULE_TIMING_INVALID: 'amount', CERTIFICATION_NOT_FOUND: 'certifications', SELECTION_UNKNOWN: 'branches', RULE_CHANNEL_REQUIRED: 'channels', CONFLICT_VERSION: 'conflict',
}

/** Which field a text's refusal is about, and, if it says so, in which language. */
export function placeIn(values: object | undefined): { field: keyof NotificationText; language: Language | undefined } | null {
  const { field, language } = { field: undefined, language: undefined, ...values } as Record<'field' | 'language', unknown>
  return field === 'subject' || field === 'body' ? { field, language: LANGUAGES.find((each) => each === language) } : null
}

/** Beside which field each refusal of the server is told; texts' by what they say themselves. */
export function fieldsOfCodes(failed: unknown, shown: Language): Record<string, string> {
  const { code, values } = problemOf(failed)
  const place = placeIn(values)
  return place && code ? { ...FIELD_OF_CODE, [code]: `texts.${place.language ?? shown}.${place.field}` } : FIELD_OF_CODE
}

export type RuleForm = ReturnType<typeof useRuleForm>

/** A rule's form, and the language whose text it shows. After a refusal, here or of the server, the first wrong field is shown and has the focus. */
export function useRuleForm(initial: RuleFields) {
  const { t, i18n } = useLingui()
  const [language, setLanguage] = useState<Language>(() => firstShown(initial.texts, chooseLanguage(i18n.locale, [])))
  const textRules = (of: Language) => ({
    subject: (_: string, { texts }: RuleFields) => {
      if (!LANGUAGES.some((each) => isWritten(texts[each]))) return of === language ? refusalOf(() => checkText(texts[of])) : null
      if (!isWritten(texts[of])) return null
      return texts[of].subject.trim() === '' ? t`The subject is missing. Write one, or empty the body, too.` : refusalOf(() => checkText({ ...texts[of], body: '.' }))
    },
    body: (_: string, { texts }: RuleFields) => {
      if (!isWritten(texts[of])) return null
      return texts[of].body.trim() === '' ? t`The body is missing. Write one, or empty the subject, too.` : refusalOf(() => checkText({ ...texts[of], subject: '.' }))
    },
  })
  const form = useForm<RuleFields>({
    initialValues: initial,
    // In the order of the fields, so that the first wrong one gets the focus.
    validate: {
      name: (name) => refusalOf(() => checkName(name)),
      amount: (_, fields) => refusalOf(() => checkTiming({ event: fields.event, ...timingOf(fields) })),
      certifications: (chosen, { ofAll }) => (ofAll || chosen.length > 0 ? null : t`No certification is chosen. Choose some, or all.`),
      branches: (branches, { toAll, groups }) => (toAll || branches.length + groups.length > 0 ? null : t`Nobody is chosen. Choose branches or groups, or everybody.`),
      channels: (channels) => refusalOf(() => checkChannels(channels)),
      texts: { en: textRules('en'), it: textRules('it') },
    },
  })

  // A field of the other language is there only after the next draw.
  const [wanted, setWanted] = useState<{ path: string } | null>(null)
  const focus = useEffectEvent(({ path }: { path: string }) => form.getInputNode(path)?.focus())
  useEffect(() => { if (wanted) focus(wanted) }, [wanted])
  const goTo = (errors: FormErrors) => {
    const [path] = Object.keys(errors)
    if (path === undefined) return
    setLanguage(LANGUAGES.find((each) => path.startsWith(`texts.${each}.`)) ?? language)
    setWanted({ path })
  }
  /** What the server refused, beside its field. */
  const showRefusal = (refusal: unknown) => {
    const errors = fieldErrors(refusal, fieldsOfCodes(refusal, language))
    if (Object.keys(errors).length === 0 || 'conflict' in errors) return
    form.setErrors(errors)
    goTo(errors)
  }

  /** Goes on from what is stored now. */
  const startFrom = (fields: RuleFields) => {
    form.setInitialValues(fields)
    form.setValues(fields)
    form.clearErrors()
  }
  return { form, language, setLanguage, goTo, showRefusal, startFrom }
}

/** The language that somebody reads best, unless the text is there in another one only. */
const firstShown = (texts: RuleFields['texts'], own: Language): Language => (isWritten(texts[own]) ? own : (LANGUAGES.find((each) => isWritten(texts[each])) ?? own))
