import { type DemoMaterial, link, page, quiz, video } from './material.ts'
import { ASSEMBLY_SIGN, EMERGENCY_NUMBERS, PROTECTIVE_EQUIPMENT, SAFETY_QUIZ } from './shared.ts'

/** Quality, data, substances, clean rooms, and what everybody begins with. */
export const OFFICES: Record<string, readonly DemoMaterial[]> = {
  'QMS-01': [
    page('QMS-01-BASICS', 'Quality in five sentences', `
1. The customer says what good is.
2. A process is written down, done as written, and changed when it is wrong.
3. **Plan, do, check, act**: without *check* we only hope.
4. A mistake that is reported is cheap; one that is hidden travels to the customer.
5. We ask *why* five times before we ask *who*.

ISO 9001 asks for documented information where it helps: procedures, records, and the proof that people are competent. That proof is what **this system** keeps.
`),
    quiz('QMS-01-QUIZ', 'Quality basics', { passMark: 66, attempts: 0 }, [
      ['What does the C in PDCA stand for?', 'Change', '*Check', 'Customer'],
      ['Which question comes first when something went wrong?', '*Why did it happen?', 'Who was it?'],
      ['What must be proved of people under ISO 9001?', 'Their age', '*Their competence', 'Their opinion of the process'],
    ]),
  ],
  'QMS-AUD': [
    page('QMS-AUD-PLAN', 'Planning an audit', `
- **Objective, scope, criteria**: why, where, against what. One sentence each, agreed with the auditee.
- Read before you go: process description, last findings, complaints, key figures.
- A plan by the hour, with names; half the time is for following what you find.
- Nobody audits their own work.

Samples: take them yourself. "Show me any three of last month" beats "do you have an example?".
`),
    page('QMS-AUD-TALK', 'Asking and listening', `
Open questions: *how do you know that …? what happens when …? show me.* Then be quiet.

**Evidence** is what you saw, read or measured, with number and date. What you were told is a trail, not a finding.

| You hear | You ask |
|---|---|
| "We always do that." | "May I see the last three?" |
| "That is with the supplier." | "How do you check it?" |
| "The system does that." | "What if it is down?" |

Thank people for problems that they show you. They will show you the next one, too.
`),
    link('QMS-AUD-19011', 'ISO 19011: guidelines for auditing management systems', 'https://www.iso.org/standard/70017.html'),
    quiz('QMS-AUD-QUIZ', 'Internal auditor test', { passMark: 75, attempts: 2 }, [
      ['What does an audit’s scope say?', '*Which places, processes and time it covers', 'Who is to blame', 'What the certificate costs'],
      ['Which of these is evidence?', '“We always calibrate.”', '*Calibration record 4711 of 3 May', 'A good impression'],
      ['Which questions are open?', '*How do you know that the part is good?', 'Is the part good?', '*What happens when the gauge fails?', 'You do check this, don’t you?'],
      ['May you audit your own work?', 'Yes, if it is in good order', '*No'],
    ]),
  ],
  'QMS-REF': [
    page('QMS-REF-FINDING', 'Writing a nonconformity', `
Three parts, so that somebody who was not there understands it in two years:

1. **Requirement**: clause or procedure, quoted.
2. **Evidence**: what, where, when, how many of how many.
3. **Nonconformity**: how the one falls short of the other.

> *ISO 9001, 7.2 d asks for documented information as evidence of competence. Of 12 forklift drivers on shift B, 2 (nos. 311, 340) had no valid certification on 4 March. Competence was not evidenced.*

Not: "Training should be improved." That is an opinion, and nobody can close it.
`),
    quiz('QMS-REF-QUIZ', 'Refresher: findings', { passMark: 66, attempts: 3 }, [
      ['What belongs to a nonconformity?', '*The requirement', '*The evidence', 'The name of the guilty one', '*How the two differ'],
      ['“Training should be improved” is …', 'a major nonconformity', '*an opinion'],
      ['How many were looked at is …', '*part of the evidence', 'left out, to be kind'],
    ]),
  ],
  'GDPR-01': [
    page('GDPR-01-RULES', 'Data protection for everybody', `
Personal data is whatever can be tied to a person: names, photographs, shift plans, certificates, the number of a badge.

- **Purpose**: collected for one thing, used for that thing.
- **Minimum**: what you do not need, you do not ask for.
- **Accuracy**: wrong data is corrected, not explained.
- **Time**: every kind has a date on which it goes.
- **Care**: locked screens, no lists on the printer, no attachments to private addresses.

## Somebody asks "What do you know about me?"

They have a right to an answer within **one month**. You do not answer yourself: pass it on to *privacy@alpenwerk.example* the same day.

## Something went wrong

Mail to the wrong person, lost laptop, open folder: report it **at once**. We have 72 hours to tell the authority, and the clock has started when *you* noticed.
`),
    link('GDPR-01-TEXT', 'The regulation itself (EU 2016/679)', 'https://eur-lex.europa.eu/eli/reg/2016/679/oj'),
    quiz('GDPR-01-QUIZ', 'Data protection test', { passMark: 75, attempts: 0 }, [
      ['You sent a list of names to the wrong customer. When do you report it?', 'When the customer complains', '*At once', 'At the end of the month'],
      ['Within which time must the authority be told of a serious breach?', '24 hours', '*72 hours', 'One month'],
      ['Which of these are personal data?', '*A shift plan with names', '*The number of your badge', 'The weight of a pallet', '*A photograph of the team'],
      ['An employee asks what is stored about her. You …', 'send her the file', '*pass it on to the privacy team the same day', 'ask why she wants to know'],
    ]),
  ],
  'CHEM-01': [
    PROTECTIVE_EQUIPMENT,
    page('CHEM-01-LABELS', 'Labels and data sheets', `
The nine GHS pictograms say what a substance does; the **signal word** how much of it: *Danger* is worse than *Warning*. H statements name the hazard, P statements what to do.

| Pictogram | Means | At our plants |
|---|---|---|
| Flame | flammable | solvents, spray cans |
| Corrosion | destroys skin and metal | battery acid, caustic cleaner |
| Exclamation mark | irritant | coolants, hardeners |
| Health hazard | cancer, allergy of the airways | isocyanates, chromates |
| Skull | poisonous in small doses | cyanide bath (plating, Stuttgart) |
| Environment | kills in water | zinc paint |

**Section 4** of the data sheet: first aid. **6**: spills. **7**: storage. **8**: protective equipment. It lies at the place of use, not in the office.

Never fill anything into bottles for drinks. What has no label is waste, and dear waste.
`),
    page('CHEM-01-SPILL', 'Something has been spilt', `
1. **Away**, and warn the others. Ignition sources off.
2. What is it? Label, data sheet section 6. You do not know: clear the area and call 1112.
3. Gloves, goggles, respirator as in section 8.
4. **Stop** the source: set the drum upright.
5. **Contain**: sock around it, cover on the drain. The drain first, it leads to the river.
6. **Bind** from the edge to the middle. No sawdust on acids and peroxides: it burns.
7. Into the marked barrel; report it, also when it was little.

Eyes: rinse for **15 minutes** with the lids open, then the doctor, with the data sheet.
`),
    link('CHEM-01-CLP', 'CLP pictograms: ECHA’s explanation', 'https://echa.europa.eu/regulations/clp/clp-pictograms'),
    quiz('CHEM-01-QUIZ', 'Hazardous substances test', { passMark: 75, attempts: 3 }, [
      ['Which signal word is the stronger one?', 'Warning', '*Danger', 'Caution'],
      ['Which section of the data sheet says what to do with spills?', 'Section 2', '*Section 6', 'Section 14'],
      ['Acid is running towards a drain. What comes first?', 'Wiping it up', '*Covering the drain', 'Looking for sawdust'],
      ['For how long do you rinse an eye?', 'One minute', '*15 minutes', 'Until it stops hurting'],
    ]),
  ],
  'CLN-01': [
    page('CLN-01-GOWN', 'クリーンルーム入室 · Entering the cleanroom', `
You are the largest source of particles in the room: a person who walks sheds five million a minute.

1. No make-up, no perfume, no smoking for 30 minutes before. 化粧・香水は不可。
2. Grey area: jewellery off, hands washed, shoe covers on over the **bench**.
3. From top to bottom: hood, mask, overall (it never touches the floor), boots, gloves. 上から下へ着用する。
4. Gloves over the cuffs, disinfected.
5. Air shower: arms up, turn once, wait for the green light.

Inside: walk slowly, no paper, no pencils, nothing over open product. Taken off in the opposite order; once worn, an overall is laundry.
`),
    quiz('CLN-01-QUIZ', 'Cleanroom test · 確認テスト', { passMark: 100, attempts: 3 }, [
      ['In which order do you dress?', '*From top to bottom · 上から下へ', 'From bottom to top · 下から上へ'],
      ['What may you take in?', 'A pencil', 'A paper notebook', '*A pen and cleanroom paper'],
      ['Your overall has touched the floor. You …', 'shake it out', '*take another one'],
    ]),
  ],
  'SAFE-DAY': [
    EMERGENCY_NUMBERS,
    video('SAFE-DAY-NAPO', 'Napo’s films on safety (without words)', 'https://www.napofilm.net/en/napos-films'),
    page('SAFE-DAY-NEAR-MISS', 'Near misses', `
For every serious accident there were hundreds that just did not happen. They are free lessons, if somebody tells.

**What to tell, in one minute, at any terminal:** where, when, what could have happened, and what you did about it. No names needed.

| Last year | |
|---|---|
| Near misses reported | 1,204 |
| Put right within a week | 81 % |
| Accidents with lost time | 17 |

Nobody is blamed for a report. Somebody may be blamed for walking past.

## Today's stations

Fire extinguishing · recovery position · the tipping cabin of the forklift simulator · lifting with an exoskeleton · the drunk-goggles parcours.
`),
    SAFETY_QUIZ,
  ],
  'ONB-01': [
    page('ONB-01-WELCOME', 'Welcome to Alpenwerk', `
2,000 people in nine countries make gears, pumps and the machines that make them. Since 1921, from one workshop in Winterthur.

## Your first week

- **Day 1**: badge, shoes, tour, your buddy.
- **Day 2**: safety walk with the fire warden of your area.
- **Day 3**: the workplace. You may watch, and ask everything.
- **Day 5**: a talk with your manager: what was good, what was missing?

## Four rules that hold from the first hour

1. Walk in the walkways. Trucks have right of way, and do not see you.
2. No machine without instruction, signed by both.
3. Stop when it is not safe. Nobody will be angry, and we mean it.
4. Your certifications are yours to watch: *My Activities → Certification* shows what expires when.
`),
    PROTECTIVE_EQUIPMENT,
    ASSEMBLY_SIGN,
    EMERGENCY_NUMBERS,
  ],
}
