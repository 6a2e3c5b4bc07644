import { assemblyPoint } from '../pictures.ts'
import { download, page, quiz, shared } from './material.ts'

// The central repository: materials that two or more courses use, with one tracking for all of them.

export const EMERGENCY_NUMBERS = shared(page('EMERGENCY', 'Emergency numbers', `
Save these numbers **before** you need them. Inside a plant, call the gatehouse first: it opens the gate, sends a first aider and shows the ambulance the way.

| Where | Emergency | Fire brigade | Alpenwerk gatehouse |
|---|---|---|---|
| Switzerland | 144 | 118 | 1144 |
| Italy, Germany, Poland | 112 | 112 | 1112 |
| Mexico, United States | 911 | 911 | 1911 |
| Brazil | 192 | 193 | 1192 |
| Japan | 119 | 119 | 1119 |
| India | 112 | 101 | 1112 |

## What to say

1. **Where** are you? Plant, building, line, nearest gate.
2. **What** happened? Accident, fire, spill.
3. **How many** people are hurt, and how?
4. **Wait** for questions. The control room ends the call, never you.

> Poison centres answer day and night. Have the label or the safety data sheet in your hand when you call.
`))

export const PROTECTIVE_EQUIPMENT = shared(page('PPE', 'Personal protective equipment', `
Equipment comes **last**: first we remove the danger, then we keep people away from it, then we protect what is left.

| Part of the body | Equipment | Look at it before each use |
|---|---|---|
| Head | Safety helmet | Cracks, date of manufacture, chin strap |
| Eyes | Glasses, goggles, face shield | Scratches, side protection |
| Ears | Plugs, muffs | Cleanliness, fit; from 85 dB(A) they are mandatory |
| Hands | Gloves for the job at hand | Holes, soaked cuffs; **no gloves at rotating spindles** |
| Feet | Safety shoes S1P or S3 | Sole, toe cap |
| Falls | Full-body harness | Seams, label, date of the yearly inspection |

## Three habits

- If it does not fit, it does not protect. Ask for another size.
- Damaged equipment goes into the red box, not back onto the hook.
- Respirators and harnesses are yours alone, and you are trained on them before you use them.
`))

export const ASSEMBLY_SIGN = shared(download('ASSEMBLY', 'Sign: assembly point', { name: 'assembly-point.png', mediaType: 'image/png', bytes: assemblyPoint }))

export const SAFETY_QUIZ = shared(quiz('SAFETY-QUIZ', 'Final safety quiz', { passMark: 75, attempts: 3 }, [
  ['You hear the evacuation alarm in the middle of a job. What do you do?', 'Finish the part, then go', '*Make the machine safe if that takes a moment, and leave by the nearest exit', 'Fetch your bag from the locker', 'Wait until somebody says it is no drill'],
  ['Which of these do you report as a near miss?', '*A tool falls from a platform and hits nobody', '*A colleague slips on oil and catches himself', 'The coffee machine is empty', '*A guard is open while the machine runs'],
  ['Your safety shoes have a split sole. What now?', 'Tape them until the end of the month', '*Get another pair before you go on', 'Wear them in the office only'],
  ['Who may stop a job that is not safe?', 'The shift leader', 'The safety engineer', '*Everybody'],
]))

export const TRUCK_CHECK = shared(page('TRUCK-CHECK', 'Pre-use checks of a truck', `
Five minutes before each shift. A truck that fails one point is **parked, tagged and reported**; nobody drives it "just to the workshop".

## Walk around it, key off

- [ ] Forks: no cracks at the heel, pins locked, both at one height
- [ ] Mast and chains: no broken links, even tension, rollers greased
- [ ] Tyres: no cuts, no missing pieces, wheel nuts tight
- [ ] Leaks under the truck: oil, hydraulic fluid, battery acid
- [ ] Capacity plate readable, and right for the attachment that is mounted
- [ ] Overhead guard and load backrest undamaged

## Sit down, key on

- [ ] Seat belt and seat switch: the truck must not move when you stand up
- [ ] Horn, lights, reversing alarm
- [ ] Steering without play; service brake and parking brake hold
- [ ] Lift, tilt and side-shift once to the end and back
- [ ] Battery above 20 %, or gas bottle strapped and hose dry

Write the result into the check book, also when all is well: an empty line counts as "not checked".
`))

export const GAS_TEST = shared(page('GAS-TEST', 'Measuring the air', `
Your nose cannot measure. Hydrogen sulphide numbs it, and nitrogen, argon and carbon monoxide have no smell at all.

**Measure from outside, from top to bottom, and wait for the reading at each height.** Gases lie in layers.

| What | Entry allowed | Stop and leave |
|---|---|---|
| Oxygen | 20.0–21.5 % | below 19.5 % or above 23.0 % |
| Flammable gas | below 5 % of the lower explosive limit | 10 % |
| Carbon monoxide | below 20 ppm | 30 ppm |
| Hydrogen sulphide | below 5 ppm | 10 ppm |

1. Bump-test the detector with test gas: it must alarm.
2. Switch it on in fresh air and let it settle.
3. Lower the hose: top, middle, bottom, two minutes each.
4. Write the values and the time on the permit.
5. Keep measuring **for as long as anybody is inside**.
`))

export const LOCK_OUT = shared(page('LOCK-OUT', 'Lock-out, step by step', `
One person, one lock, one key. The key stays in your pocket.

1. **Tell** everybody who works with the machine.
2. **Stop** it in the normal way.
3. **Isolate** every source of energy: main switch, compressed air, hydraulics, gravity, springs, heat.
4. **Lock** each isolating device with your own padlock, and hang your tag on it: name, date, phone.
5. **Release** what is stored: bleed the air, lower the arm, discharge the capacitors.
6. **Try** to start it. It must do nothing. Bring the switch back to zero.
7. Work.
8. Count tools and people, close the guards, take off **your own** lock, tell everybody.

## When somebody has gone home with the key

Only the shift leader may have a lock cut, and only after talking to its owner on the phone and searching the machine. It is written down each time.
`))
